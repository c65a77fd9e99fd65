package io.tapes.reporters.prometheus;

import io.tapes.Clock;
import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Writes to Prometheus, and to whatever takes its remote write protocol: Mimir, Thanos,
 * VictoriaMetrics. The receiver has the samples that a scrape would have given it, under the same
 * names, at the time of the snapshot.
 *
 * <p>What is sent are totals: a report that got lost leaves a gap in a graph, but no wrong number.
 * A large report is several requests. Points that the receiver refuses, such as those that are
 * older than what it has, are counted as dropped, and so are those that it says it has not taken;
 * they keep nothing else from being sent. Series that are gone end with a marker, so that queries
 * do not show their last value for another five minutes. Closing ends none, since after a restart
 * they go on, unless that was {@linkplain RemoteWriteReporterBuilder#endOnClose asked for}.
 *
 * <p>One thread at a time may report.
 */
public final class RemoteWriteReporter implements Reporter {
  private static final long DESCRIBED_EVERY_MILLIS = 60_000;

  private final LogLimiter log = RemoteWriteLog.limited();
  private final RemoteWriteSettings settings;
  private final RemoteWriteSender sender;
  private final RemoteWriteQueue queue;
  private final RemoteWriteEnds ends = new RemoteWriteEnds();
  private boolean described;
  private long describedMillis;
  private long lastMillis;
  private long leftOut;
  private boolean closed;

  RemoteWriteReporter(RemoteWriteSettings settings, RemoteWriteSender sender, long backlogBytes) {
    this.settings = settings;
    this.sender = sender;
    this.queue = new RemoteWriteQueue(sender, backlogBytes);
  }

  /**
   * Returns a reporter to a receiver.
   *
   * @param receiver such as {@code http://127.0.0.1:9090/api/v1/write}; without a path, that of
   *     Prometheus is added
   * @param job the value of the label {@code job}
   * @return a builder
   * @throws IllegalArgumentException if it is no HTTP or HTTPS address with a host, or the job is
   *     empty
   * @throws IllegalStateException if Netty's codecs of compression are not on the class path
   */
  public static RemoteWriteReporterBuilder builder(URI receiver, String job) {
    SnappyBlocks.requireNetty();
    return new RemoteWriteReporterBuilder(receiver, job);
  }

  /**
   * Sends one snapshot.
   *
   * @param snapshot what to send
   * @throws IOException if the receiver could not be reached, or refused for a reason that somebody
   *     can put right, and there is no backlog
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    PrometheusPage page = settings.page(snapshot);
    if (!page.leftOut().isEmpty()) {
      leftOut += page.leftOut().size();
      log.warn(page.leftOut().get(0) + " (" + page.leftOut().size() + " in all)", null);
    }
    lastMillis = snapshot.wallMillis();
    send(page);
  }

  private void send(PrometheusPage page) throws IOException {
    boolean describe =
        !described || Math.abs(lastMillis - describedMillis) >= DESCRIBED_EVERY_MILLIS;
    ends.look(page);
    queue.add(batches(page, describe).requests());
    if (!queue.send()) {
      queue.add(batches(page, true).requests());
      queue.send();
    }
    ends.delivered();
    if (describe) {
      described = true;
      describedMillis = lastMillis;
    }
  }

  private RemoteWriteBatches batches(PrometheusPage page, boolean describe) {
    RemoteWriteBatches batches = settings.batches(sender.protocol());
    RemoteWriteRows rows = settings.rows(batches);
    rows.at(lastMillis);
    ends.write(page, rows);
    for (PrometheusFamily family : page.families()) {
      if (describe) {
        batches.describe(family);
      }
      family.series().values().forEach(series -> rows.write(family, series));
    }
    return batches;
  }

  @Override
  public String destination() {
    return sender.destination();
  }

  @Override
  public long waiting() {
    return queue.waitingRequests();
  }

  @Override
  public long failures() {
    return queue.failures();
  }

  @Override
  public long dropped() {
    return leftOut + sender.dropped() + queue.dropped();
  }

  /**
   * Ends the series where that was asked for, and tries a last time to send what waits. What then
   * still waits is dropped and counted. A second call does nothing.
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = Thread.interrupted(); // it would lose what waits
    try {
      if (settings.endOnClose()) {
        lastMillis = Math.max(lastMillis + 1, Clock.SYSTEM.wallMillis());
        send(settings.page(Snapshot.of(lastMillis, List.of())));
      } else {
        queue.send();
      }
    } finally {
      queue.lose();
      sender.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
