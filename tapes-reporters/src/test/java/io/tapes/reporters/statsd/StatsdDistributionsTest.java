package io.tapes.reporters.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** DogStatsD's distributions, read as its agent reads them. */
class StatsdDistributionsTest {
  private static final Pattern LINE =
      Pattern.compile("([^:|]+):(-?\\d+(?:\\.\\d+)?)\\|d(?:\\|@(\\d+(?:\\.\\d+)?))?(?:\\|#(.*))?");

  /** Each value as often as its rate says: the agent cuts off what is behind the point. */
  private static double[] values(Snapshot now, Snapshot before) throws IOException {
    List<Double> values = new ArrayList<>();
    StatsdFormat.of("", StatsdTags.DOGSTATSD)
        .distributions()
        .write(
            now,
            before,
            unit -> {
              for (String line : unit.split("\n", -1)) {
                Matcher parts = LINE.matcher(line);
                assertTrue(parts.matches(), line);
                assertEquals("zone:a", parts.group(4));
                double rate = parts.group(3) == null ? 1 : Double.parseDouble(parts.group(3));
                for (long i = 0; i < (long) (1 / rate); i++) {
                  values.add(Double.parseDouble(parts.group(2)));
                }
              }
            });
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  @Test
  void distributions_haveEveryValueOnce_withinItsBucket() throws IOException {
    Registry registry = Registry.create();
    Random random = new Random(1);
    Snapshot before = Snapshot.of(0, List.of());
    for (int round = 0; round < 3; round++) {
      double[] millis = new double[5_000];
      for (int i = 0; i < millis.length; i++) {
        long nanos = 1 + (long) Math.exp(12 + random.nextGaussian() * 3);
        millis[i] = nanos / 1e6;
        registry.timer("work", Tags.of("zone", "a")).record(nanos, TimeUnit.NANOSECONDS);
      }
      Snapshot now = registry.snapshot();
      double[] seen = values(now, before);
      Arrays.sort(millis);
      assertEquals(millis.length, seen.length);
      for (int i = 0; i < millis.length; i++) {
        assertEquals(millis[i], seen[i], 0.008 * millis[i]);
      }
      before = now;
    }
    assertEquals(0, values(registry.snapshot(), before).length);
  }

  @Test
  void rates_areTurnedBackIntoTheirCounts() {
    for (long count = 1; count < 3_000_000; count += 1 + count / 1_000) {
      double read = Double.parseDouble(Double.toString(StatsdDistributions.rate(count)));
      assertEquals(count, (long) (1 / read));
    }
  }
}
