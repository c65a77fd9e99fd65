package io.tapes.distributed;

import io.tapes.distributed.link.CurvePair;
import io.tapes.distributed.link.CurveTexts;
import io.tapes.distributed.link.FileModes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.zeromq.ZMQ;

/**
 * A secret key and the public one that belongs to it, for encrypted connections to other hosts
 * (CURVE, which is X25519 and XSalsa20-Poly1305).
 *
 * <p>The secret key is never shown; {@link #toString} has the public one. Any thread may use an
 * instance.
 */
public final class CurveKeyPair {
  private static final String PUBLIC_SUFFIX = ".pub";

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final CurvePair keys;
  private final CurvePublicKey publicKey;

  private CurveKeyPair(CurvePair keys) {
    this.keys = keys;
    publicKey = new CurvePublicKey(ZMQ.Curve.z85Encode(keys.publicKey()));
  }

  /**
   * Returns a new pair.
   *
   * @return a new random pair
   */
  public static CurveKeyPair generate() {
    return new CurveKeyPair(CurvePair.generate());
  }

  /**
   * Returns the pair of a secret key, such as one from a store of secrets.
   *
   * @param secretKey 40 characters of Z85
   * @return the pair
   * @throws IllegalArgumentException if it is something else
   */
  public static CurveKeyPair of(String secretKey) {
    return new CurveKeyPair(CurvePair.of(secretKey));
  }

  /**
   * Reads a secret key from a file that only its owner may read.
   *
   * @param file as {@link #write} makes it
   * @return the pair
   * @throws IOException with a sentence if it cannot be read, has no secret key, may be read by
   *     others, or may have been planted by another user in a folder where all users may make files
   */
  public static CurveKeyPair read(Path file) throws IOException {
    List<String> lines = CurveTexts.lines("a secret key", file);
    if (FileModes.areKnown()) {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (mode.stream().anyMatch(OTHERS::contains)) {
        throw new IOException(
            "the secret key in '"
                + file
                + "' may be used by others (mode "
                + PosixFilePermissions.toString(mode)
                + "); say 'chmod 600' to it, or make another one if another user has read it");
      }
    }
    List<String> texts = lines.stream().map(String::strip).filter(l -> !l.isEmpty()).toList();
    try {
      if (texts.size() == 1) {
        return of(texts.get(0));
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says it, and names the file.
    }
    throw new IOException(
        "the file '"
            + file
            + "' has no secret key, which is one line of 40 characters; 'tapes keygen' makes one");
  }

  /**
   * Writes the secret key to a file that only its owner may read, and the public key to one beside
   * it with the suffix {@code .pub}. Nothing is ever overwritten.
   *
   * @param file for the secret key
   * @return the file with the public key
   * @throws IOException with a sentence if one of the two exists, or cannot be written
   */
  public Path write(Path file) throws IOException {
    Path publicFile = file.resolveSibling(file.getFileName() + PUBLIC_SUFFIX);
    create(publicFile, publicKey.text(), "rw-r--r--");
    try {
      create(file, ZMQ.Curve.z85Encode(keys.secretKey()), "rw-------");
    } catch (IOException e) {
      Files.deleteIfExists(publicFile);
      throw e;
    }
    return publicFile;
  }

  private static void create(Path file, String key, String mode) throws IOException {
    // Through one open file: by its name it could be another one by the time of the writing.
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            FileModes.of(mode))) {
      channel.write(ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.US_ASCII)));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          "'" + file + "' exists, and keys are never overwritten; name another file", e);
    } catch (IOException e) {
      throw new IOException("the key file '" + file + "' cannot be written: " + e, e);
    }
  }

  /**
   * Returns what others may know.
   *
   * @return the public key
   */
  public CurvePublicKey publicKey() {
    return publicKey;
  }

  CurvePair keys() {
    return keys;
  }

  @Override
  public String toString() {
    return "CurveKeyPair[" + publicKey + "]";
  }
}
