package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Snapshot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each maximum arrives, and once, whatever the network does and whichever worker is killed. */
class PeakDeliveryTest {
  private static final double FIRST = 100_000;

  @TempDir Path folder;

  private Snapshot last = Snapshot.of(0, List.of());
  private double seen = FIRST + 1;
  private double greatest;

  private void look(SimulatedNetwork network, String when) {
    Snapshot now = network.totals.snapshot();
    now.minus(last)
        .at("p.value")
        .map(value -> ((Number) value).doubleValue())
        .ifPresent(
            value -> {
              assertTrue(value < seen, () -> value + " was seen before, " + when);
              seen = value;
              greatest = Math.max(greatest, value);
            });
    last = now;
  }

  /** Values fall, so that one which is seen again is not below the one seen before. */
  private void falls(SimulatedNetwork network, boolean kills) throws Exception {
    double next = FIRST;
    for (int step = 0; step < 120; step++) {
      next--;
      network.registry.metric("p").maxGauge().update(next);
      network.step();
      if (kills && step % 40 == 39) {
        network.killWorker();
      }
      look(network, "step " + step);
    }
  }

  @Test
  void overABadNetwork_eachIsSeenOnce() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      last = Snapshot.of(0, List.of());
      seen = FIRST + 1;
      greatest = 0;
      SimulatedNetwork network = new SimulatedNetwork(seed, 400);
      network.trouble = 0.5;
      falls(network, false);
      network.close();
      look(network, "the end");
      assertEquals(FIRST - 1, greatest, "the first one, seed " + seed);
    }
  }

  @Test
  void ofAKilledWorker_whatWasNotDelivered_isSeen() throws Exception {
    SimulatedNetwork network = new SimulatedNetwork(1, 400, folder);
    network.registry.metric("p").maxGauge().update(FIRST);
    network.killWorker();
    look(network, "never delivered");
    assertEquals(FIRST, greatest);
    falls(network, true);
    network.close();
    look(network, "the end");
  }
}
