package io.tapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The list that a registry reads. */
class InstrumentsTest {
  private int comparisons;

  /** Counts with how many others it is compared, as a search through a list would do. */
  private final class Watched extends Instrument {
    Watched(String name) {
      name(
          new SeriesId(name, Tags.empty()),
          new InstrumentFamily(MetricInfo.of(name, MetricKind.COUNTER)),
          0);
    }

    @Override
    MetricValue read(long nanos, long wallMillis) {
      return new SumValue(0);
    }

    @Override
    public boolean equals(Object other) {
      comparisons++;
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private final Instruments instruments = new Instruments();

  @Test
  void removing_looksAtNoOther() {
    List<Instrument> all = new ArrayList<>();
    for (int i = 0; i < 80_000; i++) {
      Instrument made = new Watched("i" + i);
      all.add(made);
      instruments.add(made);
    }
    all.forEach(instruments::remove);
    assertEquals(0, comparisons);
    assertEquals(0, instruments.size());
  }

  @Test
  void whateverComesAndGoes_theRestIsThere_inOrder() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Instruments mixed = new Instruments();
      List<Instrument> model = new ArrayList<>();
      for (int step = 0; step < 300; step++) {
        int what = random.nextInt(5);
        if (what < 2 || model.isEmpty()) {
          Instrument made = new Watched("i" + random.nextInt(1_000_000) + "s" + step);
          model.add(made);
          mixed.add(made);
        } else if (what < 4) {
          mixed.remove(model.remove(random.nextInt(model.size())));
        } else {
          model.sort(Comparator.comparing(Instrument::id));
          assertArrayEquals(model.toArray(), mixed.sorted(), "seed " + seed);
        }
      }
    }
  }
}
