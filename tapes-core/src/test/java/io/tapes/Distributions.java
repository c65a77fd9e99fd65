package io.tapes;

import io.tapes.testing.Forall;
import java.util.List;

/** Distributions for tests. */
final class Distributions {
  private Distributions() {}

  static Distribution of(long... values) {
    DistributionRecorder recorder = new TestRecorder();
    for (long value : values) {
      recorder.add(value);
    }
    return recorder.total(Distribution.empty());
  }

  static Distribution of(List<Long> values) {
    return of(values.stream().mapToLong(Long::longValue).toArray());
  }

  /** Lists of values of every magnitude, with many repetitions. */
  static List<Long> values(Forall any) {
    return any.list(
        60,
        () ->
            any.oneOf(
                () -> any.longs(0, 300),
                () -> any.longs(0, Long.MAX_VALUE),
                () -> 1L << any.ints(0, 62)));
  }

  static Distribution any(Forall any) {
    return of(values(any));
  }
}
