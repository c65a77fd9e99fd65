package io.tapes.opentelemetry;

import io.tapes.DistributionValue;
import io.tapes.Exemplars;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.distribution.Distribution;

/** What a series has come to. One thread at a time. */
final class Counted {
  private final MetricInfo info;
  private final long startMillis;
  private long up;
  private long down;
  private double sum;
  private double lost;
  private Distribution distribution = Distribution.empty();
  private Exemplars exemplars = Exemplars.none();
  private long observedWhole;
  private double observed;

  Counted(MetricInfo info, long startMillis) {
    this.info = info;
    this.startMillis = startMillis;
  }

  MetricInfo info() {
    return info;
  }

  /** What an observed number has more than before; all of it if it fell. */
  long news(long now) {
    long before = observedWhole;
    observedWhole = now;
    return now < before ? now : now - before;
  }

  /** The same with a double. */
  double news(double now) {
    double before = observed;
    observed = now;
    return now < before ? now : now - before;
  }

  void addWhole(long amount) {
    if (amount >= 0) {
      up += amount;
    } else {
      down -= amount;
    }
  }

  /** Adds an amount, and what the sums before lost by rounding. */
  void addDouble(double amount) {
    if (Double.isFinite(amount)) {
      double rest = amount - lost;
      double next = sum + rest;
      lost = (next - sum) - rest;
      sum = next;
    }
  }

  void add(Distribution recorded) {
    distribution = distribution.plus(recorded);
  }

  /** Keeps exemplars of what was added. */
  void keep(Exemplars recorded) {
    exemplars = exemplars.plus(recorded);
  }

  Series series(SeriesId id) {
    return Series.of(info, id.tags(), value()).withStart(startMillis).withExemplars(exemplars);
  }

  private MetricValue value() {
    return switch (info.kind()) {
      case COUNTER, UP_DOWN_COUNTER -> new SumValue(up - down, down);
      case DOUBLE_COUNTER -> SumValue.ofDouble(sum);
      case GAUGE -> new LevelValue(sum);
      default -> new DistributionValue(distribution, 1).sinceLast(null);
    };
  }
}
