package io.tapes.distributed.link;

import io.tapes.files.SharedFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.zeromq.ZMQ;

/** Keys as texts of Z85, and the files of them. Stateless; any thread may call. */
public final class CurveTexts {
  private static final int LENGTH = 40;

  /** A blank is none of them, so that a comment can be told from a key that begins with '#'. */
  private static final Pattern Z85 =
      Pattern.compile("[0-9a-zA-Z.:+=^!/*?&<>()\\[\\]{}@%$#-]{" + LENGTH + "}");

  private static final int LONGEST_FILE = 16 * 1024 * 1024;

  private CurveTexts() {}

  /**
   * Returns the public keys of a file, one a line, with blank lines, comments and what follows a
   * key.
   */
  public static List<String> publicKeys(Path file) throws IOException {
    List<String> keys = new ArrayList<>();
    int number = 0;
    for (String line : lines("public keys", file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("# ") && !line.equals("#")) {
        try {
          String key = line.split("\\s", 2)[0];
          decode("public key", key);
          keys.add(key);
        } catch (IllegalArgumentException e) {
          throw new IOException(
              "line " + number + " of the file '" + file + "' is no key: " + e.getMessage(), e);
        }
      }
    }
    return keys;
  }

  public static List<String> lines(String what, Path file) throws IOException {
    try {
      Path checked = SharedFolders.checked(file);
      if (Files.size(checked) > LONGEST_FILE) {
        throw new IOException("it is larger than 16 MiB");
      }
      return Files.readString(checked, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IOException("the file '" + file + "' of " + what + " cannot be read: " + e, e);
    }
  }

  /** Returns the 32 bytes of a key; its text is not in the message, for it may be a secret. */
  public static byte[] decode(String what, String text) {
    if (Z85.matcher(text).matches()) {
      byte[] bytes = ZMQ.Curve.z85Decode(text);
      if (ZMQ.Curve.z85Encode(bytes).equals(text)) {
        return bytes;
      }
    }
    throw new IllegalArgumentException(
        "a "
            + what
            + " has "
            + LENGTH
            + " characters of Z85, and this one of "
            + text.length()
            + " is none; 'tapes keygen' makes some");
  }
}
