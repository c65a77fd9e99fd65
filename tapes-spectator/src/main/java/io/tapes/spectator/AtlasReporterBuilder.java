package io.tapes.spectator;

import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.reporters.transport.HttpTransportBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link AtlasReporter}. One thread at a time may use a builder. */
public final class AtlasReporterBuilder {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int MOST_IN_A_BATCH = 10_000;

  private final HttpTransportBuilder http;
  Duration step = Duration.ofSeconds(5);
  Tags commonTags = Tags.empty();
  int batchSize = MOST_IN_A_BATCH;
  boolean standalone;
  AtlasHttp.Pause pause = AtlasHttp::sleep;
  private Duration between = Duration.ofSeconds(3);
  private @Nullable Registry metrics;

  AtlasReporterBuilder(URI server) {
    http =
        HttpTransport.builder(server)
            .gzip(true)
            .connectTimeout(TIMEOUT)
            .timeout(TIMEOUT)
            .giveUpAfter(Duration.ofMillis(1)) // what is tried again, and when, is Atlas' own rule
            .retryStatuses();
  }

  /**
   * Posts documents of Atlas itself, for its {@code /api/v1/publish}, in which increases are rates
   * per second. Without it documents are those of an aggregator.
   *
   * @return this builder
   */
  public AtlasReporterBuilder standalone() {
    standalone = true;
    return this;
  }

  /**
   * Sets how often a started reporter publishes.
   *
   * @param newStep at least a millisecond; 5 seconds by default, the step of Netflix' clients
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public AtlasReporterBuilder step(Duration newStep) {
    if (newStep.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("step " + newStep + " is shorter than 1 ms; 5 s is usual");
    }
    step = newStep;
    return this;
  }

  /**
   * Sets tags of all measurements. They come before those of a series.
   *
   * @param newTags values by key; empty ones are ignored
   * @return this builder
   */
  public AtlasReporterBuilder commonTags(Map<String, String> newTags) {
    commonTags = Tags.of(newTags);
    return this;
  }

  /**
   * Sets how many measurements are posted together.
   *
   * @param newSize at least 1; 10,000 by default
   * @return this builder
   * @throws IllegalArgumentException if it is smaller
   */
  public AtlasReporterBuilder batchSize(int newSize) {
    if (newSize < 1) {
      throw new IllegalArgumentException("batch size " + newSize + " is below 1; 10000 is usual");
    }
    batchSize = newSize;
    return this;
  }

  /**
   * Counts what was sent, dropped and retried as {@code tapes.atlas.sent}, {@code
   * tapes.atlas.dropped} and {@code tapes.atlas.retried}.
   *
   * @param registry where to, perhaps the one that is published
   * @return this builder
   */
  public AtlasReporterBuilder metrics(Registry registry) {
    metrics = registry;
    return this;
  }

  /**
   * Changes how requests are sent: credentials, headers, time-outs, certificates. Each try takes a
   * second at the most unless it is told otherwise.
   *
   * @param change is given the settings of the transport
   * @return this builder
   */
  public AtlasReporterBuilder transport(Consumer<HttpTransportBuilder> change) {
    change.accept(http);
    return this;
  }

  /** Sets how long it waits between two tries, and how, for tests. */
  AtlasReporterBuilder pause(AtlasHttp.Pause newPause) {
    pause = newPause;
    return this;
  }

  /**
   * Makes the reporter. It connects to nothing yet.
   *
   * @return the reporter
   */
  public AtlasReporter build() {
    AtlasReporter reporter = new AtlasReporter(this, new AtlasHttp(http.build(), between, pause));
    Registry registry = metrics;
    if (registry != null) {
      registry.metric("tapes.atlas.sent").followedCounter(reporter::sent);
      registry.metric("tapes.atlas.dropped").followedCounter(reporter::dropped);
      registry.metric("tapes.atlas.retried").followedCounter(reporter::retried);
    }
    return reporter;
  }
}
