package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadOneTest {
  private enum Phase {
    ON
  }

  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();

  @Test
  void oneInstrument_isReadAsASnapshotShowsIt() {
    Timer timer = registry.timer("t");
    timer.record(3, TimeUnit.SECONDS);
    clock.advance(Duration.ofSeconds(10));
    registry.scope("app").meter("m").mark();

    Series read = registry.read(timer).orElseThrow();
    assertSame(registry.snapshot().series(new SeriesId("t", Tags.empty())).orElseThrow(), read);
    assertEquals(0.1840, read.value().asDistribution().rates().m1(), 0.0001);
    Registry view = registry.scope("app");
    assertEquals(1, view.read(view.meter("m")).orElseThrow().value().asSum().value());
  }

  @Test
  void whatASnapshotLeavesOut_isEmpty() {
    assertEquals(Optional.empty(), registry.read(registry.gauge("never.set")));
    StateSet<Phase> phase = registry.metric("phase").stateSet(Phase.class);
    phase.set(Phase.ON);
    assertEquals(Optional.empty(), registry.read(phase));
  }

  @Test
  void aRemovedInstrument_hasItsLastValue() {
    Counter counter = registry.counter("c");
    counter.increment(2);
    try (LastValues ended = registry.lastValues()) {
      registry.remove(counter);
      counter.increment();
      assertEquals(2, registry.read(counter).orElseThrow().value().asSum().value());
      assertTrue(registry.snapshot().series().isEmpty());
      assertEquals(1, ended.pending().size());
    }
  }
}
