package io.tapes.reporters.http;

import io.tapes.reporters.format.ChunkedDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The body of an answer: as it is where it is small, otherwise gzipped, whether the client takes
 * that or not. Metrics shrink to a tenth or less, and so does what a client that reads slowly makes
 * the server keep.
 *
 * <p>Immutable: many clients may read one.
 */
final class Body {
  /** Bodies that are larger when whole are kept gzipped. */
  static final int SMALL_BYTES = 512 << 10;

  /** Large bodies go to the socket in parts of this size. */
  static final int PART_BYTES = 256 << 10;

  private static final int STEP_BYTES = 64 << 10;

  private final List<byte[]> parts;
  private final boolean gzip;
  private final boolean large;

  private Body(List<byte[]> parts, boolean gzip, boolean large) {
    this.parts = parts;
    this.gzip = gzip;
    this.large = large;
  }

  static Body of(byte[] bytes) {
    return new Body(List.of(bytes), false, false);
  }

  /**
   * A document, written here and now.
   *
   * @param end what follows the pieces
   * @param gzip whether the client takes it gzipped
   */
  static Body of(ChunkedDocument pieces, String end, boolean gzip) throws IOException {
    byte[] tail = end.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream start = new ByteArrayOutputStream(STEP_BYTES);
    boolean more = true;
    while (more && start.size() < (gzip ? 1 : SMALL_BYTES)) {
      more = pieces.next(start, STEP_BYTES);
    }
    if (!more && !gzip) {
      start.write(tail);
      return of(start.toByteArray());
    }
    Parts parts = new Parts(PART_BYTES);
    try (OutputStream out = new Gzip(parts)) {
      start.writeTo(out);
      while (more) {
        more = pieces.next(out, STEP_BYTES);
      }
      out.write(tail);
    }
    boolean large = !gzip || parts.size() > SMALL_BYTES;
    return new Body(large ? parts.list() : List.of(parts.whole()), true, large);
  }

  /** The whole body, of a small one only. */
  byte[] whole() {
    return parts.get(0);
  }

  List<byte[]> parts() {
    return parts;
  }

  /** Whether the parts are gzipped. */
  boolean isGzip() {
    return gzip;
  }

  /** Whether it goes in parts. */
  boolean isLarge() {
    return large;
  }

  /** How long it is as it is kept. */
  long length() {
    return parts.stream().mapToLong(part -> part.length).sum();
  }

  /** Names and labels repeat so much that the fastest level leaves little to the others. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out, 8 << 10);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
