package io.tapes.reporters.prometheus;

import io.tapes.Snapshot;
import io.tapes.reporters.encoding.CountedOut;
import io.tapes.reporters.encoding.NativeBuckets;
import io.tapes.reporters.format.ChunkedDocument;
import io.tapes.reporters.format.ExportBounds;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A snapshot as a page for Prometheus to scrape: the text format 0.0.4, OpenMetrics 1.0, or
 * protobuf with native histograms.
 *
 * <p>Dots and other characters that Prometheus used not to allow become underscores, unless asked
 * otherwise; tags become labels. Counters and the counts of meters are counters ({@code _total}),
 * and so is a gauge whose name ends in {@code total} if it is the sum over all processes, those
 * that have ended included: its values have fractions. Decremented counters and gauges are gauges,
 * histograms and timers are histograms with fixed bounds and exact sums and counts: timers in
 * seconds ({@code _seconds}) from 5 ms to 10 s, histograms in powers of four from 1 to 4^14. In
 * protobuf they are native histograms as well. Values, labels and bounds are written alike in all
 * formats.
 *
 * <p>Immutable: any thread may use an instance.
 */
public final class PrometheusFormat {
  /** The schema of native histograms where none is set: buckets 9 % wide. */
  public static final int DEFAULT_NATIVE_SCHEMA = PrometheusSettings.USUAL_SCHEMA;

  private static final PrometheusFormat TEXT = of(PrometheusSyntax.TEXT);
  private static final PrometheusFormat OPEN_METRICS = of(PrometheusSyntax.OPEN_METRICS);
  private static final PrometheusFormat PROTOBUF = of(PrometheusSyntax.PROTOBUF);

  private final PrometheusSettings settings;

  private PrometheusFormat(PrometheusSettings settings) {
    this.settings = settings;
  }

  private static PrometheusFormat of(PrometheusSyntax syntax) {
    return new PrometheusFormat(PrometheusSettings.of(syntax));
  }

  /**
   * Returns the text format 0.0.4.
   *
   * @return always the same instance
   */
  public static PrometheusFormat text() {
    return TEXT;
  }

  /**
   * OpenMetrics 1.0.
   *
   * @return always the same instance
   */
  public static PrometheusFormat openMetrics() {
    return OPEN_METRICS;
  }

  /**
   * Protobuf: {@code MetricFamily} messages, each behind its length. The only format that carries
   * native histograms.
   *
   * @return always the same instance
   */
  public static PrometheusFormat protobuf() {
    return PROTOBUF;
  }

  /**
   * Returns the format that a scraper wants most, by the quality values of its Accept header;
   * protobuf before OpenMetrics before text where it does not care, and text where it names none of
   * them. A scraper that says {@code escaping=allow-utf-8} gets names as they are; {@code dots} and
   * {@code values} are escaped as the Go client does it.
   *
   * @param accept the Accept header, empty when it is absent
   * @return the format
   */
  public static PrometheusFormat negotiate(String accept) {
    return PrometheusChoice.of(accept);
  }

  /** This format as a scraper asked for it that knows of escaping, or of the text format 1.0.0. */
  PrometheusFormat escaping(PrometheusNaming naming, boolean newText) {
    String type = settings.contentType();
    if (newText && settings.syntax() == PrometheusSyntax.TEXT) {
      type = type.replace("version=0.0.4", "version=1.0.0");
    }
    return new PrometheusFormat(settings.naming(naming, type + "; escaping=" + naming.word));
  }

  /**
   * Returns the same format with a part of the page.
   *
   * @param newNames families are shown whole if this has their name or that of one of their
   *     samples, such as {@code jobs_done_total}; everything is shown if it is empty
   * @return a format
   */
  public PrometheusFormat only(Collection<String> newNames) {
    return new PrometheusFormat(settings.only(Set.copyOf(newNames)));
  }

  /**
   * Returns the same format for a reader that adds labels and metrics of its own. Tags that would
   * be one of the labels are called {@code exported_job} and so on, as Prometheus does; metrics
   * that would be one of the others are left out.
   *
   * @param labels the labels, such as {@code job}
   * @param metrics the names of the metrics
   * @return a format
   */
  public PrometheusFormat beside(Collection<String> labels, Collection<String> metrics) {
    PrometheusTaken taken = new PrometheusTaken(Set.copyOf(labels), Set.copyOf(metrics));
    return new PrometheusFormat(settings.beside(taken));
  }

  /**
   * Returns the same format with other bounds of classic histograms.
   *
   * @param newBounds by the names of metrics
   * @return a format
   */
  public PrometheusFormat bounds(ExportBounds newBounds) {
    return new PrometheusFormat(settings.shown(newBounds, settings.forms(), settings.created()));
  }

  /**
   * Returns the same format with histograms and timers in other forms.
   *
   * @param newForms by the names of metrics
   * @return a format
   */
  public PrometheusFormat histograms(HistogramForms newForms) {
    return new PrometheusFormat(settings.shown(settings.bounds(), newForms, settings.created()));
  }

  /**
   * Returns the same format that says since when series count: in OpenMetrics as samples {@code
   * x_created}, in the text format as gauges of that name. Protobuf always says so.
   *
   * @param newCreated false unless set: it costs a sample for each series
   * @return a format
   */
  public PrometheusFormat created(boolean newCreated) {
    return new PrometheusFormat(settings.shown(settings.bounds(), settings.forms(), newCreated));
  }

  /**
   * Returns the same format with native histograms of another schema. Never change it for a metric
   * that is scraped already: the server would have to merge unequal buckets.
   *
   * @param schema from 0, where a bucket's bound is twice the last one's, to 6, where it is 1.1 %
   *     larger; each step halves the width
   * @return a format
   * @throws IllegalArgumentException if it is out of range
   */
  public PrometheusFormat nativeSchema(int schema) {
    if (schema < 0 || schema > NativeBuckets.MAX_SCHEMA) {
      throw new IllegalArgumentException(
          "native histogram schema "
              + schema
              + " is not between 0 and 6; values are recorded with two digits, finer buckets would"
              + " have gaps");
    }
    return new PrometheusFormat(settings.schema(schema));
  }

  /**
   * Returns how fine native histograms are.
   *
   * @return the schema
   */
  public int nativeSchema() {
    return settings.nativeSchema();
  }

  /**
   * Returns the media type of the format.
   *
   * @return a value for the Content-Type header
   */
  public String contentType() {
    return settings.contentType();
  }

  /**
   * Writes a page. It is valid whatever the snapshot holds: a metric whose Prometheus name another
   * one has already is left out.
   *
   * @param snapshot what to write
   * @param out where to; neither flushed nor closed
   * @return a sentence for each metric or series that was left out; usually empty
   * @throws IOException from {@code out}
   */
  public List<String> write(Snapshot snapshot, OutputStream out) throws IOException {
    ChunkedDocument pieces = pieces(snapshot);
    pieces.writeTo(out);
    return pieces.leftOut();
  }

  /**
   * Returns a page to be written in pieces, each some series long (in protobuf, some families).
   *
   * @param snapshot what to write
   * @return the page at its beginning
   */
  public ChunkedDocument pieces(Snapshot snapshot) {
    PrometheusPage page = new PrometheusPage(snapshot, settings);
    if (!settings.names().isEmpty()) {
      page.retain(settings.names());
    }
    CountedOut out = new CountedOut();
    PrometheusWriter writer =
        settings.syntax() == PrometheusSyntax.PROTOBUF
            ? new PrometheusProtobuf(out, settings.nativeSchema())
            : new PrometheusText(
                out, settings.syntax() == PrometheusSyntax.OPEN_METRICS, settings.created());
    return new PrometheusDocument(page, out, writer);
  }
}
