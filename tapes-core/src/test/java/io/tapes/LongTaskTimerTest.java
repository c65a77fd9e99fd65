package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LongTaskTimerTest {
  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final LongTaskTimer jobs = registry.metric("jobs.active").longTaskTimer();

  private Map<String, Number> fields() {
    return registry.snapshot().series().get(0).fields();
  }

  private static Map<String, Number> fields(long active, double duration, double longest) {
    return Map.of("active", active, "duration", duration, "longest", longest);
  }

  @Test
  void withoutATask_isZero() {
    assertEquals(fields(0, 0, 0), fields());
  }

  @Test
  void tasks_growWhileTheyRun() {
    try (LongTaskTimer.Task first = jobs.start()) {
      clock.advance(Duration.ofSeconds(3));
      try (LongTaskTimer.Task second = jobs.start()) {
        clock.advance(Duration.ofSeconds(2));
        assertEquals(fields(2, 7, 5), fields());
        assertEquals(2, jobs.active());
        assertEquals(Duration.ofSeconds(5), first.elapsed());
        assertEquals(Duration.ofSeconds(2), second.elapsed());
      }
      clock.advance(Duration.ofSeconds(1));
      assertEquals(fields(1, 6, 6), fields());
    }
    assertEquals(fields(0, 0, 0), fields());
  }

  @Test
  void close_twice_endsOneTask() {
    LongTaskTimer.Task first = jobs.start();
    LongTaskTimer.Task second = jobs.start();
    first.close();
    first.close();
    assertEquals(1, jobs.active());
    second.close();
    assertEquals(0, jobs.active());
  }

  @Test
  void timeAlone_isNoChange() {
    LongTaskTimer.Task task = jobs.start();
    MetricValue before = registry.snapshot().series().get(0).value();
    clock.advance(Duration.ofSeconds(1));
    assertTrue(registry.snapshot().series().get(0).value().holdsSameAs(before));
    task.close();
    assertFalse(registry.snapshot().series().get(0).value().holdsSameAs(before));
  }

  /** The monotonic clock measures; a wall clock that is set moves the starts with it. */
  @Test
  void aWallClockThatIsSet_changesNoDuration() {
    long[] wall = {1_000_000};
    long[] nanos = {-5_000_000_000L};
    Clock settable =
        new Clock() {
          @Override
          public long nanoTime() {
            return nanos[0];
          }

          @Override
          public long wallMillis() {
            return wall[0];
          }
        };
    Registry other = Registry.builder().clock(settable).build();
    other.metric("jobs").longTaskTimer().start();
    nanos[0] += 2_000_000_000L;
    wall[0] += 2_000;
    assertEquals(2, other.snapshot().number("jobs.longest"));
    wall[0] -= 500_000;
    nanos[0] += 6_000_000_000L;
    assertEquals(8, other.snapshot().number("jobs.longest"));
  }

  /** The wall clock in whole milliseconds runs a little beside the monotonic one. */
  @Test
  void startsDoNotMove_byTheMillisecondsBetweenTheClocks() {
    long[] nanos = {900_000};
    Clock clock =
        new Clock() {
          @Override
          public long nanoTime() {
            return nanos[0];
          }

          @Override
          public long wallMillis() {
            return 1_000 + (nanos[0] + 300_000) / 1_000_000;
          }
        };
    Registry other = Registry.builder().clock(clock).build();
    other.metric("jobs").longTaskTimer().start();
    MetricValue first = other.snapshot().series().get(0).value();
    for (int i = 0; i < 20; i++) {
      nanos[0] += 370_000;
      assertTrue(other.snapshot().series().get(0).value().holdsSameAs(first), "step " + i);
    }
  }

  @Test
  void twoProcesses_addUp_andTheLongestIsTheMaximum() {
    LevelValue a = LevelValue.of(new Elapsed(2, 3_000, 1_000, 4_000));
    LevelValue b = LevelValue.of(new Elapsed(1, 500, 500, 2_000));
    LevelValue none = LevelValue.of(new Elapsed(0, 0, 0, 9_000));
    for (LevelValue both :
        List.of(
            Aggregation.LIVE_SUM.combine(a, Aggregation.LIVE_SUM.combine(none, b)),
            Aggregation.LIVE_SUM.combine(b, a))) {
      assertEquals(
          fields(3, 26.5, 9.5),
          MetricKind.LONG_TASK_TIMER.fields(both.at(10_000)),
          both.toString());
    }
  }

  @Test
  void beyondTheMost_tasksAreDroppedAndCounted() {
    List<LongTaskTimer.Task> tasks = new ArrayList<>();
    for (int i = 0; i < LongTaskTimer.MAX_TASKS + 3; i++) {
      tasks.add(jobs.start());
    }
    assertEquals(LongTaskTimer.MAX_TASKS, jobs.active());
    assertEquals(3, registry.snapshot().number("tapes.dropped.value"));
    tasks.forEach(LongTaskTimer.Task::close);
    assertEquals(0, jobs.active());
  }

  @Test
  void parts_areAGaugeForEachField() {
    LongTaskTimer tagged =
        registry.metric("jobs.active").tags("q", "a").description("Jobs").longTaskTimer();
    tagged.start();
    clock.advance(Duration.ofSeconds(4));
    List<Series> parts = registry.snapshot().series().get(1).parts();
    assertEquals(
        List.of("jobs.active.active{q=a}", "jobs.active.duration{q=a}", "jobs.active.longest{q=a}"),
        parts.stream().map(part -> part.id().toString()).toList());
    assertEquals(
        List.of(1.0, 4.0, 4.0), parts.stream().map(p -> p.value().asLevel().value()).toList());
    assertEquals(
        List.of("", "seconds", "seconds"), parts.stream().map(p -> p.info().unit()).toList());
    assertEquals("Jobs", parts.get(0).info().description());
  }
}
