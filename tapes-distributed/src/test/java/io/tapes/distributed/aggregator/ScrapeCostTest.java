package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Aggregation;
import io.tapes.Snapshot;
import org.junit.jupiter.api.Test;

/** What is kept and shown follows the series that live, not the workers that ever did. */
class ScrapeCostTest {
  private static void work(SimulatedNetwork network) {
    for (int i = 0; i < 20; i++) {
      network.registry.counter("c" + i).increment();
      network.registry.histogram("h" + i).record(i);
      network.registry.gauge("live" + i).set(i);
      network.registry.gauge("sum" + i, Aggregation.SUM).set(1);
    }
  }

  @Test
  void aThousandWorkersThatHaveEnded_leaveTheSizeOfOne() {
    SimulatedNetwork first = new SimulatedNetwork(1);
    work(first);
    first.close();
    Snapshot afterOne = first.totals.snapshot();
    int stateOfOne = first.aggregator.content().checkpoint().encode().length;

    SimulatedNetwork last = first;
    for (int i = 2; i <= 1_000; i++) {
      SimulatedNetwork next = new SimulatedNetwork(i);
      next.join(last);
      work(next);
      next.close();
      last = next;
    }
    Snapshot afterAll = last.totals.snapshot();
    assertEquals(afterOne.series().size(), afterAll.series().size());
    assertEquals(1_000, afterAll.number("c7.value"));
    assertEquals(1_000, afterAll.number("h7.count"));
    assertEquals(1_000, afterAll.number("sum7.value"));
    assertEquals(0, last.workers.all().size());

    // What remains of a worker in the state file is its id and a flag, for an hour.
    int stateOfAll = last.aggregator.content().checkpoint().encode().length;
    int perWorker = (stateOfAll - stateOfOne) / 999;
    assertEquals(17, perWorker, 1);
  }
}
