package io.tapes.reporters.prometheus.parse;

import io.tapes.Aggregation;
import io.tapes.MetricSource;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.reporters.transport.HttpPage;
import io.tapes.reporters.transport.HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shows the metrics of another program's page among those of a registry, such as those of a
 * database's exporter beside the application; in distributed mode each worker scrapes its own, and
 * the aggregator adds them up.
 *
 * <p>A page counts as a whole or not at all: one that cannot be had, breaks a rule or is too long
 * is counted in {@code tapes.source.errors} and logged. Its counters and histograms stay what they
 * were then, and its gauges are gone until it is there again. If the program is restarted, its
 * counts go on from where they were. The gauge {@code scrape.up} says whether the page was there.
 *
 * <p>The registry asks it, on threads of its own; any thread may register it and take it away.
 */
public final class ScrapeSource implements MetricSource {
  private static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

  private final HttpTransport http;
  private final Duration interval;
  private final int mostBytes;
  private final int mostSeries;
  private final Restarts restarts;

  ScrapeSource(HttpTransport http, Duration interval, int mostBytes, int mostSeries) {
    this.http = http;
    this.interval = interval;
    this.mostBytes = mostBytes;
    this.mostSeries = mostSeries;
    this.restarts = new Restarts(mostSeries);
  }

  /**
   * Returns a source of the metrics of a page.
   *
   * @param page such as {@code http://127.0.0.1:9100/metrics}
   * @return a builder
   * @throws IllegalArgumentException if it is no HTTP or HTTPS address with a host
   */
  public static ScrapeSourceBuilder builder(URI page) {
    return new ScrapeSourceBuilder(page);
  }

  @Override
  public synchronized void collect(Consumer<Series> out) {
    List<Series> page;
    try {
      page = restarts.continued(page());
    } catch (IOException e) {
      restarts.counted().forEach(out);
      out.accept(up(0));
      throw new UncheckedIOException(e);
    }
    page.forEach(out);
    out.accept(up(1));
  }

  private Series up(double value) {
    SeriesId id = new SeriesId("scrape.up", Tags.of("target", http.destination()));
    return Series.gauge(id, value, Aggregation.LIVE_SUM);
  }

  private List<Series> page() throws IOException {
    HttpPage page = http.get("", ACCEPT, mostBytes);
    List<Series> series = new ArrayList<>();
    // What was gzipped may be longer; it is not kept as a whole.
    PrometheusParser parser =
        PrometheusParser.of(page.contentType()).maxBytes(16L * mostBytes).maxSeries(mostSeries);
    try (InputStream in = page.stream()) {
      series.addAll(parser.snapshot(in, 0).series());
    } catch (PrometheusSyntaxException e) {
      throw new IOException("the page of " + http.destination() + ", " + e.getMessage(), e);
    }
    return series;
  }

  @Override
  public Duration interval() {
    return interval;
  }

  /** Returns which page it is, without a query, which may hold a secret. */
  @Override
  public String toString() {
    return "page " + http.destination();
  }
}
