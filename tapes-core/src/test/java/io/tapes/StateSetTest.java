package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StateSetTest {
  private enum Phase {
    STARTING,
    RUNNING {
      @Override
      public String toString() {
        return "under way";
      }
    },
    ENDED
  }

  private enum Other {
    STARTING,
    RUNNING,
    ENDED
  }

  private enum Nothing {}

  private final Registry registry = Registry.create();
  private final StateSet<Phase> phase = registry.metric("job.phase").stateSet(Phase.class);

  private static List<Double> values(Snapshot snapshot) {
    return snapshot.series().stream().map(one -> one.value().asLevel().value()).toList();
  }

  @Test
  void neverSet_isLeftOut() {
    assertTrue(registry.snapshot().series().isEmpty());
    assertEquals(Optional.empty(), phase.state());
  }

  @Test
  void set_isOne_andTheOthersAreZero() {
    phase.set(Phase.STARTING);
    phase.set(Phase.RUNNING);
    assertEquals(
        Map.of(
            "job",
            Map.of(
                "phase",
                Map.of(
                    "{job.phase=STARTING}", Map.of("value", 0.0),
                    "{job.phase=RUNNING}", Map.of("value", 1.0),
                    "{job.phase=ENDED}", Map.of("value", 0.0)))),
        registry.getStats());
    assertEquals(Optional.of(Phase.RUNNING), phase.state());
  }

  @Test
  void theSeriesStandInOrder_amongOthers() {
    registry.counter("job");
    registry.counter("job.z");
    StateSet<Phase> tagged =
        registry.metric("job.phase").tags("a", "1", "z", "2").stateSet(Phase.class);
    tagged.set(Phase.ENDED);
    phase.set(Phase.ENDED);
    List<Series> series = registry.snapshot().series();
    assertEquals(8, series.size());
    assertEquals(series.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList(), series);
    assertEquals(
        1, registry.snapshot().families().stream().filter(f -> f.series().size() == 6).count());
  }

  @Test
  void whatDidNotChange_isTheSameInstance() {
    phase.set(Phase.STARTING);
    Snapshot first = registry.snapshot();
    Snapshot second = registry.snapshot();
    phase.set(Phase.RUNNING);
    Snapshot third = registry.snapshot();
    for (int i = 0; i < 3; i++) {
      assertSame(first.series().get(i), second.series().get(i));
    }
    SeriesId ended = new SeriesId("job.phase", Tags.of("job.phase", "ENDED"));
    assertSame(first.series(ended).orElseThrow(), third.series(ended).orElseThrow());
  }

  @Test
  void askedAgain_isTheSameInstance_andOtherStatesAreRefused() {
    assertSame(phase, registry.metric("job.phase").stateSet(Phase.class));
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> registry.metric("job.phase").stateSet(Other.class));
    assertTrue(thrown.getMessage().contains("choose another name"), thrown.getMessage());
  }

  @Test
  void statesThatNoTagCanTell_areRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> registry.metric("none").stateSet(Nothing.class));
    assertThrows(
        IllegalArgumentException.class,
        () -> registry.metric("p").tags("p", "taken").stateSet(Phase.class));
  }

  @Test
  void removed_isGone_withAllItsStates() {
    phase.set(Phase.RUNNING);
    assertTrue(registry.remove("job.phase"));
    phase.set(Phase.ENDED);
    assertTrue(registry.snapshot().series().isEmpty());
    StateSet<Phase> next = registry.metric("job.phase").stateSet(Phase.class);
    assertTrue(registry.snapshot().series().isEmpty());
    next.set(Phase.STARTING);
    assertEquals(3, registry.snapshot().series().size());
  }

  @Test
  void beyondTheLimit_oneSetStandsForAll() {
    Registry small = Registry.builder().maxSeries(1).build();
    small.metric("p").tags("n", "1").stateSet(Phase.class).set(Phase.RUNNING);
    small.metric("p").tags("n", "2").stateSet(Phase.class).set(Phase.RUNNING);
    small.metric("q").stateSet(Phase.class).set(Phase.ENDED);
    small.metric("r").stateSet(Other.class).set(Other.RUNNING);
    Snapshot all = small.snapshot();
    assertEquals(1, all.number("p.{p=RUNNING,tapes.overflow=true}.value"));
    assertEquals(3, all.number("tapes.overflow.value"));
  }

  /** One series is read after the other: a snapshot must not see the state before and after. */
  @Test
  void inEverySnapshot_exactlyOneIsOne() throws InterruptedException {
    phase.set(Phase.STARTING);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; !done.get(); i++) {
                phase.set(Phase.values()[i % 3]);
              }
            });
    writer.start();
    try {
      for (int i = 0; i < 20_000; i++) {
        List<Double> values = values(registry.snapshot());
        assertEquals(3, values.size());
        assertEquals(1, values.stream().mapToDouble(v -> v).sum());
        assertFalse(values.contains(-1.0));
      }
    } finally {
      done.set(true);
      writer.join();
    }
  }
}
