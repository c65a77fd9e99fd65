package io.tapes;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

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
  static Arbitrary<List<Long>> values() {
    return Arbitraries.oneOf(
            Arbitraries.longs().between(0, 300),
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            Arbitraries.integers().between(0, 62).map(bit -> 1L << bit))
        .list()
        .ofMaxSize(60);
  }
}
