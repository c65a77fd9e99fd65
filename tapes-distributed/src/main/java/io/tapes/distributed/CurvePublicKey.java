package io.tapes.distributed;

import io.tapes.distributed.link.CurveTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
  /**
   * Checks the text.
   *
   * @param text 40 characters of Z85
   * @throws IllegalArgumentException with a sentence if it is something else
   */
  public CurvePublicKey {
    CurveTexts.decode("public key", text);
  }

  /**
   * Reads a public key from a file.
   *
   * @param file with one public key, as {@link CurveKeyPair#write} makes it
   * @return the key
   * @throws IOException with a sentence if it cannot be read, or has none or several
   */
  public static CurvePublicKey read(Path file) throws IOException {
    List<String> keys = CurveTexts.publicKeys(file);
    if (keys.size() != 1) {
      throw new IOException(
          "the file '" + file + "' has " + keys.size() + " public keys; one is needed");
    }
    return new CurvePublicKey(keys.get(0));
  }

  @Override
  public String toString() {
    return text;
  }
}
