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
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private CsvFileNames() {}

  static String of(SeriesId id) {
    StringBuilder name = new StringBuilder();
    id.toString().codePoints().forEach(c -> append(c, name));
    if (name.length() <= LONGEST) {
      return name + ".csv";
    }
    String digest = sha256(name.toString());
    return name.substring(0, KEPT) + "~" + digest.substring(0, 32) + ".csv";
  }

  private static void append(int c, StringBuilder name) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || SAFE.indexOf(c) >= 0) {
      name.append((char) c);
    } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      name.append("%u").append(HEX.toHexDigits((char) c)); // half a pair, which UTF-8 has not
    } else {
      for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
        name.append('%').append(HEX.toHexDigits(b));
      }
    }
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
