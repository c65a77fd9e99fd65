package io.tapes.dropwizard;

import com.codahale.metrics.Snapshot;
import io.tapes.DistributionValue;
import io.tapes.distribution.DecayingDistribution;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.DistributionStatistics;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** What is recent in a histogram or timer, in recorded units: nanoseconds with timers. */
final class RecentSnapshot extends Snapshot {
  static final RecentSnapshot EMPTY =
      new RecentSnapshot(new DistributionValue(Distribution.empty(), 1));

  /** As many values as Dropwizard's usual reservoir holds. */
  private static final int MOST_VALUES = 1_028;

  private final DecayingDistribution recent;
  private final DistributionStatistics figures;
  private final int size;

  RecentSnapshot(DistributionValue value) {
    recent = value.recent();
    figures = recent.summary();
    boolean forgotten = figures.equals(DistributionStatistics.EMPTY);
    size = forgotten ? 0 : (int) Math.min(MOST_VALUES, value.total().count());
  }

  @Override
  public double getValue(double quantile) {
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new IllegalArgumentException(quantile + " is not in [0..1]");
    }
    return recent.quantile(quantile);
  }

  /** As many values as there are, up to those of a reservoir, spread as the recent ones are. */
  @Override
  public long[] getValues() {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = Math.round(recent.quantile((i + 0.5) / size));
    }
    return values;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long getMax() {
    return Math.round(figures.max());
  }

  @Override
  public double getMean() {
    return figures.mean();
  }

  @Override
  public long getMin() {
    return Math.round(figures.min());
  }

  @Override
  public double getStdDev() {
    return figures.stddev();
  }

  @Override
  public void dump(OutputStream output) {
    PrintWriter out = new PrintWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
    for (long value : getValues()) {
      out.printf("%d%n", value);
    }
    out.flush();
  }
}
