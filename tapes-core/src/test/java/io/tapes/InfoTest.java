package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class InfoTest {
  private final Registry registry = Registry.create();

  @Test
  void isOne_fromTheStart_underItsTags() {
    Info info = registry.metric("build").tags("version", "1.2").info();
    assertEquals(1, registry.snapshot().number("build.{version=1.2}.value"));
    assertSame(info, registry.metric("build").tags("version", "1.2").info());
    assertSame(
        registry.snapshot().series().get(0), registry.snapshot().series().get(0), "unchanged");
  }

  @Test
  void anotherKind_isRefused() {
    registry.metric("build").info();
    var thrown = assertThrows(IllegalArgumentException.class, () -> registry.gauge("build"));
    assertEquals(
        "metric 'build' is a info and cannot be a gauge as well; choose another name for the gauge",
        thrown.getMessage());
  }

  @Test
  void reserved_isNotShown_untilItIsMade() {
    registry.metric("build").reserve(MetricKind.INFO);
    assertEquals(0, registry.snapshot().series().size());
    assertThrows(IllegalArgumentException.class, () -> registry.counter("build"));
    registry.metric("build").info();
    assertEquals(1, registry.snapshot().series().size());
  }

  @Test
  void removed_isGone() {
    Info info = registry.metric("build").info();
    registry.remove(info);
    assertEquals(0, registry.snapshot().series().size());
    assertFalse(registry.remove(info));
  }

  @Test
  void severalProcesses_haveNoSum() {
    assertThrows(
        IllegalArgumentException.class,
        () -> registry.metric("build").aggregation(Aggregation.SUM).info());
    LevelValue one = new LevelValue(1);
    assertEquals(1, MetricKind.INFO.defaultAggregation().combine(one, one).value());
  }
}
