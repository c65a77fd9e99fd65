package io.tapes.reporters.prometheus.parse;

import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads pages of metrics strictly: the text format (0.0.4 and, with quoted names, 1.0.0) or
 * OpenMetrics 1.0. A page that breaks a rule is refused with the number of the line.
 *
 * <p>Counters become {@linkplain io.tapes.MetricKind#DOUBLE_COUNTER counters of doubles}, named as
 * their samples; histograms become histograms of doubles with the bounds that they came with, and
 * have the same buckets wherever they are written again; summaries keep count and sum, and their
 * quantiles become gauges, {@code x_quantile}. {@code _created} is when a series began. Times of
 * samples and exemplars must be right, and are not kept.
 *
 * <p>Immutable: any thread may use an instance.
 */
public final class PrometheusParser {
  /** The longest page where no other limit is set: 256 MiB. */
  public static final long MOST_BYTES = 256 << 20;

  private final boolean openMetrics;
  private final boolean timestamps;
  private final long mostBytes;
  private final long mostSeries;

  private PrometheusParser(
      boolean openMetrics, boolean timestamps, long mostBytes, long mostSeries) {
    this.openMetrics = openMetrics;
    this.timestamps = timestamps;
    this.mostBytes = mostBytes;
    this.mostSeries = mostSeries;
  }

  /**
   * Returns a parser of the text format.
   *
   * @return the parser
   */
  public static PrometheusParser text() {
    return new PrometheusParser(false, true, MOST_BYTES, Long.MAX_VALUE);
  }

  /**
   * Returns a parser of OpenMetrics.
   *
   * @return the parser
   */
  public static PrometheusParser openMetrics() {
    return new PrometheusParser(true, true, MOST_BYTES, Long.MAX_VALUE);
  }

  /**
   * Returns the parser of a media type.
   *
   * @param contentType what the Content-Type header says; the text format where it is empty
   * @return the parser
   * @throws IOException with a sentence if it is another format
   */
  public static PrometheusParser of(String contentType) throws IOException {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "application/openmetrics-text" -> openMetrics();
      case "", "text/plain" -> text();
      default ->
          throw new IOException(
              "the page has the type '"
                  + contentType
                  + "'; text/plain and application/openmetrics-text can be read");
    };
  }

  /**
   * Returns the same parser with another limit.
   *
   * @param bytes the longest page that is read
   * @return a parser
   * @throws IllegalArgumentException if it is not above 0
   */
  public PrometheusParser maxBytes(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("the limit of " + bytes + " bytes is not above 0");
    }
    return new PrometheusParser(openMetrics, timestamps, bytes, mostSeries);
  }

  /**
   * Returns the same parser with a limit to the series of a page.
   *
   * @param series so many are read; a page with more is refused
   * @return a parser
   * @throws IllegalArgumentException if it is not above 0
   */
  public PrometheusParser maxSeries(long series) {
    if (series <= 0) {
      throw new IllegalArgumentException("the limit of " + series + " series is not above 0");
    }
    return new PrometheusParser(openMetrics, timestamps, mostBytes, series);
  }

  /**
   * Returns the same parser for pages whose samples must not have a time of their own, as those of
   * a textfile folder.
   *
   * @return a parser
   */
  public PrometheusParser refusingTimestamps() {
    return new PrometheusParser(openMetrics, false, mostBytes, mostSeries);
  }

  /**
   * Reads a page series by series. However long it is, no more is held than the names of its
   * metrics and the series under way. So a series that stands twice in a metric is not noticed
   * unless the two are neighbours; {@link #snapshot} notices.
   *
   * @param in the page; read to its end unless it is refused, and not closed
   * @param out takes the series, also those before a line that is refused
   * @return a sentence for each of the first 100 series that have no place in a snapshot, such as
   *     one whose name has an empty segment; usually empty
   * @throws PrometheusSyntaxException if the page breaks a rule
   * @throws IOException from {@code in}
   */
  public List<String> parse(InputStream in, Consumer<Series> out) throws IOException {
    return parser(in, out::accept).parse();
  }

  /**
   * Reads a page as a whole.
   *
   * @param in the page; read to its end unless it is refused, and not closed
   * @param wallMillis the time of the snapshot
   * @return all series of the page that have a place in a snapshot
   * @throws PrometheusSyntaxException if the page breaks a rule, or has a series twice
   * @throws IOException from {@code in}
   */
  public Snapshot snapshot(InputStream in, long wallMillis) throws IOException {
    List<Series> series = new ArrayList<>();
    Set<SeriesId> ids = new HashSet<>();
    parser(
            in,
            one -> {
              if (!ids.add(one.id())) {
                throw new Malformed(
                    "series " + Malformed.shown(one.id().toString()) + " stands twice on the page");
              }
              series.add(one);
            })
        .parse();
    return Snapshot.of(wallMillis, series);
  }

  private PageParser parser(InputStream in, SeriesMaker.Out out) {
    long[] given = {0};
    SeriesMaker.Out limited =
        series -> {
          if (++given[0] > mostSeries) {
            throw new Malformed(
                "the page has more than " + mostSeries + " series; take a larger limit, or less");
          }
          out.take(series);
        };
    return new PageParser(new PageLines(in, mostBytes), openMetrics, timestamps, limited);
  }
}
