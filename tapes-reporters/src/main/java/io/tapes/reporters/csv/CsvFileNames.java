package io.tapes.reporters.csv;

import io.tapes.SeriesId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file name for each series: no two share one, and none leaves the folder. */
final class CsvFileNames {
  /** File systems end at 255 bytes; rotation and temporary files add some. */
  private static final int LONGEST = 200;

  private static final int KEPT = 140;
  private static final String SAFE = "._-{}=,";

  private CsvFileNames() {}

  static String of(SeriesId id) {
    StringBuilder name = new StringBuilder();
    for (byte b : id.toString().getBytes(StandardCharsets.UTF_8)) {
      boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
      if (letter || SAFE.indexOf(b) >= 0) {
        name.append((char) b);
      } else {
        name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    if (name.length() <= LONGEST) {
      return name + ".csv";
    }
    String digest = sha256(name.toString());
    return name.substring(0, KEPT) + "~" + digest.substring(0, 32) + ".csv";
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
