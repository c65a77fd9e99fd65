package io.tapes.reporters.prometheus;

import io.tapes.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;

/**
 * What a scraper gets, for those who answer it from a server they have: see the documentation for
 * the JDK's server, a servlet and Netty.
 *
 * <pre>{@code
 * ByteArrayOutputStream page = new ByteArrayOutputStream();
 * String contentType = Exposition.write(registry.snapshot(), request.getHeader("Accept"), page);
 * }</pre>
 *
 * <p>Stateless; any thread may call.
 */
public final class Exposition {
  private Exposition() {}

  /**
   * Writes a page in the format that the scraper wants most.
   *
   * @param snapshot what to write
   * @param accept the Accept header, empty when it is absent
   * @param out where to; neither flushed nor closed
   * @return a value for the Content-Type header
   * @throws IOException from {@code out}
   */
  public static String write(Snapshot snapshot, String accept, OutputStream out)
      throws IOException {
    PrometheusFormat format = PrometheusFormat.negotiate(accept);
    format.write(snapshot, out);
    return format.contentType();
  }

  /**
   * Writes the families that have one of the names, as a family or as a sample.
   *
   * @param snapshot what to write
   * @param accept the Accept header, empty when it is absent
   * @param names the values of the query parameter {@code name[]}; everything when empty
   * @param out where to; neither flushed nor closed
   * @return a value for the Content-Type header
   * @throws IOException from {@code out}
   */
  public static String write(
      Snapshot snapshot, String accept, Collection<String> names, OutputStream out)
      throws IOException {
    PrometheusFormat format = PrometheusFormat.negotiate(accept).only(names);
    format.write(snapshot, out);
    return format.contentType();
  }
}
