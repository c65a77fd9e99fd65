package io.tapes.spectator;

import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.report.ReportSchedule;
import io.tapes.reporters.delivery.DeltaTracker;
import io.tapes.reporters.delivery.Resumable;
import io.tapes.reporters.encoding.AtlasNames;
import io.tapes.reporters.encoding.LeftOut;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Publishes to Atlas without an agent: to an aggregator of Netflix', or to Atlas itself.
 *
 * <p>Counters, meters, timers and histograms are published as what they grew by since the last
 * delivered report, with the statistics of Spectator's own clients and the buckets of percentiles;
 * gauges and maxima as they are. What a server does not take is part of the next report; what it
 * refuses for good, or in part, is counted as dropped and named in the log.
 *
 * <p>{@link #start} publishes every step until this is closed; without it any {@link
 * ReportSchedule} can report. One thread at a time may report, any thread start and close.
 */
public final class AtlasReporter implements Resumable {
  private final AtlasReporterBuilder settings;
  private final Map<String, String> commonTags;
  private final AtlasHttp http;
  private final DeltaTracker delivered = DeltaTracker.untimed();
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(AtlasReporter.class));
  private long leftOut;
  private @Nullable ReportSchedule schedule;
  private boolean closed;

  AtlasReporter(AtlasReporterBuilder settings, AtlasHttp http) {
    this.settings = settings;
    this.commonTags = AtlasNames.tags(settings.commonTags);
    this.http = http;
  }

  /**
   * Returns a reporter to a server.
   *
   * @param server the whole address that is posted to, such as {@code
   *     http://atlas.example.com:7101/api/v1/publish}
   * @return a builder
   * @throws IllegalArgumentException if it is no HTTP or HTTPS address with a host
   */
  public static AtlasReporterBuilder builder(URI server) {
    return new AtlasReporterBuilder(server);
  }

  /**
   * Begins to publish, at once and then every step, on the wall clock's multiples of it. A second
   * call does nothing.
   *
   * @param source what to publish, such as a registry
   * @return this reporter
   */
  public synchronized AtlasReporter start(SnapshotSource source) {
    if (schedule == null && !closed) {
      schedule = ReportSchedule.every(settings.step, source, new Publishing());
    }
    return this;
  }

  /** What the schedule has: it closes its reporters, which here close the schedule. */
  private final class Publishing implements Resumable {
    @Override
    public String name() {
      return AtlasReporter.this.name();
    }

    @Override
    public String destination() {
      return AtlasReporter.this.destination();
    }

    @Override
    public void report(Snapshot snapshot) throws IOException {
      AtlasReporter.this.report(snapshot);
    }

    @Override
    public long dropped() {
      return AtlasReporter.this.dropped();
    }

    @Override
    public void resume(Snapshot before) {
      AtlasReporter.this.resume(before);
    }

    @Override
    public Snapshot delivered() {
      return AtlasReporter.this.delivered();
    }
  }

  @Override
  public void report(Snapshot snapshot) throws IOException {
    Measurements measurements = new Measurements(commonTags);
    List<Integer> ends = new ArrayList<>(); // of each series, how many there are up to it
    delivered.visit(
        snapshot,
        (series, before) -> {
          if (takes(series)) {
            measurements.add(series, before);
          }
          ends.add(measurements.collected().size());
        });
    List<Measurement> all = measurements.collected();
    int posted = 0;
    try {
      while (posted < all.size()) {
        int end = Math.min(all.size(), posted + settings.batchSize);
        List<Measurement> batch = all.subList(posted, end);
        http.post(encoded(batch, snapshot.wallMillis()), batch.size());
        posted = end;
      }
      delivered.all(snapshot);
    } catch (IOException | RuntimeException e) {
      boolean[] taken = new boolean[ends.size()];
      for (int i = 0; i < taken.length; i++) {
        taken[i] = ends.get(i) <= posted;
      }
      delivered.some(snapshot, taken, List.of());
      throw e;
    }
  }

  private boolean takes(Series series) {
    String refusal = AtlasNames.refusal(series.name(), series.tags());
    if (!refusal.isEmpty()) {
      leftOut++;
      log.warn(LeftOut.of(series.id(), refusal), null);
    }
    return refusal.isEmpty();
  }

  private byte[] encoded(List<Measurement> batch, long millis) throws IOException {
    if (!settings.standalone) {
      return AtlasJson.forAggregator(batch);
    }
    long stepMillis = settings.step.toMillis();
    long boundary = millis / stepMillis * stepMillis;
    return AtlasJson.forAtlas(batch, commonTags, boundary, stepMillis / 1e3);
  }

  /**
   * Returns how many measurements servers took.
   *
   * @return measurements since the start
   */
  public long sent() {
    return http.sent.get();
  }

  /**
   * Returns how often a batch was posted again.
   *
   * @return tries since the start, apart from the first of each batch
   */
  public long retried() {
    return http.retried.get();
  }

  /**
   * Returns how many measurements servers refused for good, and series that Atlas does not take.
   *
   * @return measurements and series since the start
   */
  @Override
  public long dropped() {
    return leftOut + http.dropped.get();
  }

  @Override
  public void resume(Snapshot before) {
    delivered.all(before);
  }

  @Override
  public Snapshot delivered() {
    return delivered.snapshot();
  }

  @Override
  public String destination() {
    return http.destination();
  }

  /** Publishes a last time, where it was started, and ends. A second call does nothing. */
  @Override
  public void close() {
    ReportSchedule running;
    synchronized (this) {
      closed = true;
      running = schedule;
      schedule = null;
    }
    if (running != null) {
      running.close();
    }
    http.close();
  }
}
