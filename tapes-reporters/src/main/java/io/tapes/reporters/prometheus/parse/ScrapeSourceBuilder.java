package io.tapes.reporters.prometheus.parse;

import io.tapes.reporters.transport.HttpTransport;
import io.tapes.reporters.transport.HttpTransportBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/** Settings of a {@link ScrapeSource}. One thread at a time may use a builder. */
public final class ScrapeSourceBuilder {
  private static final int MOST_BYTES = 1 << 30;

  private final HttpTransportBuilder http;
  private Duration interval = Duration.ofSeconds(9);
  private int maxBytes = 32 << 20;
  private int maxSeries = 100_000;

  ScrapeSourceBuilder(URI page) {
    http = HttpTransport.builder(page).timeout(Duration.ofSeconds(5));
  }

  /**
   * Sets how the page is fetched: credentials, certificates, headers, time-outs.
   *
   * @param change what to do with the settings of the transport
   * @return this
   */
  public ScrapeSourceBuilder transport(Consumer<HttpTransportBuilder> change) {
    change.accept(http);
    return this;
  }

  /**
   * Sets how long a page stays good: snapshots that are taken sooner show it again.
   *
   * @param newInterval 9 s unless set, so that a report every ten seconds finds a new one
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public ScrapeSourceBuilder interval(Duration newInterval) {
    if (newInterval.isNegative()) {
      throw new IllegalArgumentException(
          "the interval " + newInterval + " is negative; zero fetches a page for every snapshot");
    }
    interval = newInterval;
    return this;
  }

  /**
   * Sets how long the page may be, as it is sent. Unzipped it may be 16 times as long.
   *
   * @param bytes 32 MiB unless set
   * @return this
   * @throws IllegalArgumentException if it is not from 1 to 1 GiB
   */
  public ScrapeSourceBuilder maxBytes(int bytes) {
    if (bytes < 1 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "the limit of " + bytes + " bytes is not from 1 to " + MOST_BYTES);
    }
    maxBytes = bytes;
    return this;
  }

  /**
   * Sets how many series the page may have.
   *
   * @param series 100,000 unless set
   * @return this
   * @throws IllegalArgumentException if it is not above 0
   */
  public ScrapeSourceBuilder maxSeries(int series) {
    if (series < 1) {
      throw new IllegalArgumentException("the limit of " + series + " series is not above 0");
    }
    maxSeries = series;
    return this;
  }

  /**
   * Makes the source. Nothing is fetched before a registry asks it.
   *
   * @return a source to register
   */
  public ScrapeSource build() {
    return new ScrapeSource(http.build(), interval, maxBytes, maxSeries);
  }
}
