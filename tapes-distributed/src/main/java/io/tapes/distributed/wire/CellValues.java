package io.tapes.distributed.wire;

import io.tapes.DistributionValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Shape;
import io.tapes.SumValue;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.DistributionChanges;
import org.jspecify.annotations.Nullable;

/** From values of a snapshot to what is sent of them. */
public final class CellValues {
  private CellValues() {}

  /** Returns what the number of a series stands for. */
  public static SeriesDescriptor definition(Series series) {
    return new SeriesDescriptor(
        series.id(), series.info(), series.incarnation(), series.startMillis());
  }

  /** Returns a series that is there, with all that it holds. */
  public static Cell cell(Series series) {
    return new Cell(0, definition(series), series.value()).with(series.exemplars());
  }

  /**
   * Returns a series that has a number, as it is sent to who has an earlier value of it: of a
   * distribution the buckets that changed.
   *
   * @param before the value that the receiver has, null where it has none
   * @param origin what an earlier incarnation has delivered of it, null where there was none
   * @return null where nothing is to be sent
   */
  public static @Nullable Cell cell(
      int number, MetricValue value, @Nullable MetricValue before, @Nullable MetricValue origin) {
    MetricValue now = since(value, origin);
    if (before == null || now.shape() != Shape.DISTRIBUTION) {
      return new Cell(number, null, peaksSince(now, before));
    }
    DistributionValue distribution = now.asDistribution();
    return cell(number, distribution, distribution.sameShape(since(before, origin)));
  }

  /** Of maxima those of the intervals that the receiver has not; anything else is sent whole. */
  private static MetricValue peaksSince(MetricValue now, @Nullable MetricValue before) {
    return before == null || now.shape() != Shape.LEVEL || before.shape() != Shape.LEVEL
        ? now
        : now.minus(before);
  }

  private static @Nullable Cell cell(
      int number, DistributionValue now, @Nullable DistributionValue before) {
    Distribution total = now.total();
    if (before == null || before.total().count() == 0) {
      return new Cell(number, null, now);
    }
    Distribution changes = DistributionChanges.since(total, before.total());
    if (changes.count() == 0) {
      // The sum is ahead of the counts by a record under way, with which it is sent.
      return null;
    }
    return changes.bucketCount() < total.bucketCount()
        ? Cell.changes(number, changes)
        : new Cell(number, null, now);
  }

  /**
   * Returns what a value holds beyond what an earlier incarnation has delivered.
   *
   * @param origin null where there was none
   */
  public static MetricValue since(MetricValue value, @Nullable MetricValue origin) {
    if (origin == null) {
      return value;
    }
    return value.<MetricValue, RuntimeException>match(
        sum -> {
          SumValue before = sum.sameShape(origin);
          return before == null ? sum : sum.minus(before);
        },
        level -> origin.shape() == Shape.LEVEL ? level.minus(origin) : level,
        distribution -> {
          DistributionValue before = distribution.sameShape(origin);
          return before == null
              ? distribution
              : new DistributionValue(
                  Distributions.difference(distribution.total(), before.total()),
                  distribution.scale());
        });
  }
}
