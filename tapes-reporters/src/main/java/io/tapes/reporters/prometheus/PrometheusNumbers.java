package io.tapes.reporters.prometheus;

import io.tapes.DistributionValue;
import io.tapes.DoubleTotal;
import io.tapes.SumValue;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.encoding.Numbers;
import java.util.function.Supplier;

/** Numbers in the words of the text formats, to the last digit. */
final class PrometheusNumbers {
  private PrometheusNumbers() {}

  static String shown(SumValue sum) {
    DoubleTotal total = sum.total();
    return total == null
        ? Long.toString(sum.value())
        : shown(total.toDouble(), () -> Numbers.exact(total.sum(), total.rest()));
  }

  static String shown(double level) {
    return shown(level, () -> Numbers.shortest(level));
  }

  private static String shown(double number, Supplier<String> finite) {
    return Double.isInfinite(number) ? (number > 0 ? "+Inf" : "-Inf") : finite.get();
  }

  static String shownSum(DistributionValue values) {
    Distribution total = values.total();
    if (total.table() == BucketTable.DOUBLES) {
      double sum = total.doubleSum();
      return shown(sum, () -> Numbers.exact(sum, total.restOfSum()));
    }
    if (values.isDuration()) {
      return Numbers.secondsOfNanos(total.sum());
    }
    return total.minKey() < 0 ? Long.toString(total.sum()) : Long.toUnsignedString(total.sum());
  }
}
