package io.tapes.reporters.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Distribution;
import io.tapes.reporters.format.Fuzz;
import io.tapes.testing.Forall;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassicBoundsTest {
  @Test
  void bounds_areWrittenAsGoWritesThem() {
    assertEquals("1.0", Numbers.bound(1, 0));
    assertEquals("0.005", Numbers.bound(5, 3));
    assertEquals("262144.0", Numbers.bound(1 << 18, 0));
    assertEquals("1e+06", Numbers.bound(1_000_000, 0));
    assertEquals("1.048576e+06", Numbers.bound(1 << 20, 0));
  }

  @Test
  void cumulative_addsUpAndNeverFalls() {
    Forall.check(
        any -> {
          List<Long> a = any.list(30, () -> any.longs(0, Long.MAX_VALUE));
          List<Long> b = any.list(30, () -> any.longs(0, 20_000_000_000L));
          Distribution first = Fuzz.of(a.stream().mapToLong(x -> x).toArray());
          Distribution second = Fuzz.of(b.stream().mapToLong(x -> x).toArray());
          for (ClassicBounds bounds : List.of(ClassicBounds.TIMER, ClassicBounds.HISTOGRAM)) {
            long[] one = bounds.cumulative(first);
            long[] other = bounds.cumulative(second);
            long[] both = bounds.cumulative(first.plus(second));
            for (int i = 0; i < bounds.size(); i++) {
              assertEquals(one[i] + other[i], both[i]);
              assertTrue(both[i] >= (i == 0 ? 0 : both[i - 1]));
              assertTrue(both[i] <= first.count() + second.count());
            }
          }
        });
  }
}
