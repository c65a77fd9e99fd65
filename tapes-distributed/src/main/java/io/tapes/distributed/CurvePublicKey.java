package io.tapes.distributed;

import io.tapes.files.SharedFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.zeromq.ZMQ;

/**
 * The public half of a {@link CurveKeyPair}: by it one side knows the other. It is no secret.
 *
 * <p>A file of public keys has one at the beginning of each line; behind a blank may follow a
 * comment, such as whose it is. Empty lines, and lines that begin with {@code #} and a blank, are
 * left out. Any thread may use an instance.
 *
 * @param text 40 characters, ZeroMQ's Z85 form of 32 bytes
 */
public record CurvePublicKey(String text) {
  static final int LENGTH = 40;

  /** A blank is none of them, so that a comment can be told from a key that begins with '#'. */
  private static final Pattern Z85 =
      Pattern.compile("[0-9a-zA-Z.:+=^!/*?&<>()\\[\\]{}@%$#-]{" + LENGTH + "}");

  private static final int LONGEST_FILE = 16 * 1024 * 1024;

  /**
   * Checks the text.
   *
   * @param text 40 characters of Z85
   * @throws IllegalArgumentException with a sentence if it is something else
   */
  public CurvePublicKey {
    decode("public key", text);
  }

  /**
   * Reads a public key from a file.
   *
   * @param file with one public key, as {@link CurveKeyPair#write} makes it
   * @return the key
   * @throws IOException with a sentence if it cannot be read, or has none or several
   */
  public static CurvePublicKey read(Path file) throws IOException {
    List<CurvePublicKey> keys = readAll(file);
    if (keys.size() != 1) {
      throw new IOException(
          "the file '" + file + "' has " + keys.size() + " public keys; one is needed");
    }
    return keys.get(0);
  }

  static List<CurvePublicKey> readAll(Path file) throws IOException {
    List<CurvePublicKey> keys = new ArrayList<>();
    int number = 0;
    for (String line : lines("public keys", file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("# ") && !line.equals("#")) {
        try {
          keys.add(new CurvePublicKey(line.split("\\s", 2)[0]));
        } catch (IllegalArgumentException e) {
          throw new IOException(
              "line " + number + " of the file '" + file + "' is no key: " + e.getMessage(), e);
        }
      }
    }
    return keys;
  }

  static List<String> lines(String what, Path file) throws IOException {
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

  /** The 32 bytes of a key; its text is not in the message, for it may be a secret. */
  static byte[] decode(String what, String text) {
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

  byte[] bytes() {
    return decode("public key", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
