package io.tapes.reporters.otlp;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.reporters.delivery.DeltaTracker;
import io.tapes.reporters.delivery.Resumable;
import io.tapes.reporters.transport.HttpStatusException;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Reports to an OpenTelemetry collector, or what takes its protocol; see {@link OtlpFormat}.
 *
 * <p>Increases are sent since the last report that the collector took; a large report is several
 * requests, and one that fails half-way counts as delivered as far as it came. What the collector
 * takes only in part, or refuses as malformed, is counted as dropped. One thread at a time may
 * report.
 */
public final class OtlpReporter implements Resumable {
  private final OtlpFormat format;
  private final HttpTransport http;
  private final String path;
  private final OtlpEncoding encoding;
  private final long startMillis;
  private final DeltaTracker delivered = DeltaTracker.timed();
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(OtlpReporter.class));
  private long dropped;

  OtlpReporter(
      OtlpFormat format, HttpTransport http, String path, OtlpEncoding encoding, long startMillis) {
    this.format = format;
    this.http = http;
    this.path = path;
    this.encoding = encoding;
    this.startMillis = startMillis;
  }

  /**
   * Returns a reporter to a collector.
   *
   * @param collector such as {@code http://127.0.0.1:4318}; {@code /v1/metrics} is added where it
   *     does not end so already, a query stays behind it
   * @return a builder
   * @throws IllegalArgumentException if it is no HTTP or HTTPS address with a host
   */
  public static OtlpReporterBuilder builder(URI collector) {
    return new OtlpReporterBuilder(collector);
  }

  /** What was delivered, as the format asks for it. */
  private final class Earlier implements OtlpFormat.Earlier {
    private final Snapshot now;

    Earlier(Snapshot now) {
      this.now = now;
    }

    @Override
    public List<Series> replaced() {
      return delivered.replaced(now);
    }

    @Override
    public @Nullable MetricValue value(Series series) {
      return delivered.value(series);
    }

    @Override
    public OptionalLong millis(SeriesId id) {
      return delivered.millis(id);
    }

    @Override
    public long startMillis() {
      return startMillis;
    }
  }

  /**
   * Sends one snapshot.
   *
   * @param snapshot what to send
   * @throws IOException if the collector could not be reached, or refused for a reason that can be
   *     put right
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    boolean[] taken = new boolean[snapshot.series().size()];
    Arrays.fill(taken, true);
    int[] next = {0};
    try {
      format.write(
          format.writesIncreases() ? delivered.continuing(snapshot) : snapshot,
          new Earlier(snapshot),
          (body, from, to, points) -> {
            next[0] = from;
            send(body, points);
            next[0] = to;
          });
      delivered.all(snapshot);
    } catch (IOException | RuntimeException e) {
      Arrays.fill(taken, next[0], taken.length, false);
      delivered.some(snapshot, taken, List.of());
      throw e;
    }
  }

  private void send(byte[] body, long points) throws IOException {
    try {
      byte[] written = encoding == OtlpEncoding.JSON ? OtlpJson.of(body) : body;
      byte[] reply = http.send("POST", path, encoding.contentType, written).body();
      PartialSuccess answer = PartialSuccess.parse(encoding, reply);
      if (answer.rejected() > 0 || !answer.message().isEmpty()) {
        dropped += Math.max(0, answer.rejected());
        log.warn(
            "the collector did not take " + answer.rejected() + " points: " + answer.message(),
            null);
      }
    } catch (HttpStatusException e) {
      if (e.status() != 400 && e.status() != 413) {
        throw e;
      }
      dropped += points; // it would refuse them again, and keep back all that follows
      log.warn("points are dropped: " + LogLimiter.describe(e), e);
    }
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

  @Override
  public long dropped() {
    return dropped;
  }

  @Override
  public void close() {
    http.close();
  }
}
