package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoWorkTest {
  private static final Set<String> MODULES = Set.of("java.logging", "java.prefs");

  private static Snapshot work() throws IOException {
    Registry registry = Registry.create();
    try (DemoWork work = new DemoWork(registry)) {
      for (ClassFiles.ClassFile file : ClassFiles.list(MODULES)) {
        work.take(file);
      }
    }
    return registry.snapshot();
  }

  @Test
  void work_equalsTheIndependentWalk() throws Exception {
    assertEquals(List.of(), DemoCheck.differences(DemoTotals.walk(MODULES), work()));
  }

  @Test
  void sharesAddedUp_equalTheIndependentWalk() throws Exception {
    Snapshot sum = Snapshot.of(0, List.of());
    for (int i = 0; i < 3; i++) {
      Registry registry = Registry.create();
      try (DemoWork work = new DemoWork(registry)) {
        for (ClassFiles.ClassFile file : ClassFiles.share(MODULES, i, 3)) {
          work.take(file);
        }
      }
      sum = sum.plus(registry.snapshot());
    }
    assertEquals(List.of(), DemoCheck.differences(DemoTotals.walk(MODULES), sum));
  }

  @Test
  void nothingIsInFlight_afterTheWork() throws Exception {
    assertEquals(0, work().number("demo.inflight.value"));
  }

  @Test
  void workIsTimed_inSeconds() throws Exception {
    Snapshot snapshot = work();
    assertTrue(snapshot.number("demo.deflate.max") > 0);
    assertTrue(snapshot.number("demo.deflate.max") < 60);
  }

  @Test
  void oneCountOff_anyOfThem_isADifference() throws Exception {
    Snapshot right = work();
    DemoTotals expected = DemoTotals.walk(MODULES);
    int counters = 0;
    for (Series series : right.series()) {
      if (series.kind() == MetricKind.COUNTER && series.name().startsWith("demo.")) {
        counters++;
        long value = series.value().asSum().value();
        Snapshot wrong = with(right, Series.counter(series.id(), value + 1));
        assertEquals(
            List.of(series.id() + " is " + (value + 1) + " instead of " + value),
            DemoCheck.differences(expected, wrong));
      }
    }
    assertEquals(6, counters);
  }

  @Test
  void oneFileMissing_isADifferenceInEverySeriesOfIt() throws Exception {
    Registry registry = Registry.create();
    List<ClassFiles.ClassFile> files = ClassFiles.list(MODULES);
    try (DemoWork work = new DemoWork(registry)) {
      for (ClassFiles.ClassFile file : files.subList(1, files.size())) {
        work.take(file);
      }
    }
    List<String> differences = DemoCheck.differences(DemoTotals.walk(MODULES), registry.snapshot());
    // Two counters in total, two of the module, three counts and one sum.
    assertEquals(8, differences.size(), differences::toString);
    assertTrue(differences.toString().contains("the sum of demo.bytes is "), differences::toString);
  }

  @Test
  void seriesOfAnUnknownModule_isADifference() throws Exception {
    Snapshot right = work();
    SeriesId id = new SeriesId("demo.files", Tags.of("module", "made.up"));
    Snapshot wrong = with(right, Series.counter(id, 0));
    assertEquals(
        List.of("demo.files{module=made.up} is there without such a module"),
        DemoCheck.differences(DemoTotals.walk(MODULES), wrong));
  }

  @Test
  void emptyAggregate_isADifference() throws Exception {
    List<String> differences =
        DemoCheck.differences(DemoTotals.walk(MODULES), Snapshot.of(0, List.of()));
    assertEquals(10, differences.size(), differences::toString);
  }

  private static Snapshot with(Snapshot snapshot, Series replacement) {
    List<Series> all = new ArrayList<>(snapshot.series());
    all.removeIf(series -> series.id().equals(replacement.id()));
    all.add(replacement);
    return Snapshot.of(0, all);
  }
}
