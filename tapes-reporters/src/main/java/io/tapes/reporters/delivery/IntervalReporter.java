package io.tapes.reporters.delivery;

import io.tapes.EndedSeries;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows another reporter the quantiles, minimum, maximum, mean and standard deviation of exactly
 * the last interval, where otherwise recent values weigh more than older ones: what was recorded
 * since the last report that succeeded. All zeros, where nothing was. Counts, sums and rates stay
 * as they are.
 *
 * <p>An interval's minimum and maximum are known to their bucket, 0.79 % wide. One thread at a time
 * may report.
 */
public final class IntervalReporter implements Resumable {
  private final Reporter reporter;
  private final DeltaTracker delivered = DeltaTracker.untimed();

  /**
   * Returns a reporter around another one.
   *
   * @param reporter is given the snapshots; closed with this one
   */
  public IntervalReporter(Reporter reporter) {
    this.reporter = reporter;
  }

  @Override
  public String name() {
    return reporter.name();
  }

  @Override
  public void report(Snapshot snapshot) throws IOException {
    List<Series> series = new ArrayList<>(snapshot.series().size());
    for (Series now : snapshot.series()) {
      series.add(since(now));
    }
    List<EndedSeries> ended = new ArrayList<>(snapshot.ended().size());
    for (EndedSeries gone : snapshot.ended()) {
      ended.add(new EndedSeries(since(gone.series()), gone.number()));
    }
    reporter.report(Snapshot.of(snapshot.wallMillis(), series).withEnded(ended));
    delivered.all(snapshot);
  }

  private Series since(Series now) {
    return now.withValue(since(now.value(), delivered.value(now)));
  }

  @Override
  public void resume(Snapshot before) {
    delivered.all(before);
    if (reporter instanceof Resumable increases) {
      increases.resume(before);
    }
  }

  @Override
  public Snapshot delivered() {
    return reporter instanceof Resumable increases ? increases.delivered() : delivered.snapshot();
  }

  private static MetricValue since(MetricValue now, @Nullable MetricValue before) {
    return now.<MetricValue, RuntimeException>match(
        sum -> sum, level -> level, distribution -> distribution.sinceLast(before));
  }

  @Override
  public String destination() {
    return reporter.destination();
  }

  @Override
  public long waiting() {
    return reporter.waiting();
  }

  @Override
  public long failures() {
    return reporter.failures();
  }

  @Override
  public long dropped() {
    return reporter.dropped();
  }

  @Override
  public void close() throws IOException {
    reporter.close();
  }
}
