package io.tapes.reporters.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * A page that a server gave.
 *
 * @param contentType what it says that it is; empty if it does not
 * @param contentEncoding how it is encoded; empty if it is not
 * @param bytes as they came
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of any format; pages are never compared
public record HttpPage(String contentType, String contentEncoding, byte[] bytes) {
  /**
   * Returns the decoded page. It may be a thousand times as long as what came: put a limit to it.
   *
   * @return a new stream, which need not be closed
   * @throws IOException if it is encoded in a way that was not asked for, or wrongly
   */
  public InputStream stream() throws IOException {
    InputStream in = new ByteArrayInputStream(bytes);
    return switch (contentEncoding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> in;
      case "gzip", "x-gzip" -> new GZIPInputStream(in, 1 << 13);
      default ->
          throw new IOException(
              "the page is encoded as '" + contentEncoding + "', and only gzip was asked for");
    };
  }
}
