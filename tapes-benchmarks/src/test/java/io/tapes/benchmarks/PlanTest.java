package io.tapes.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class PlanTest {
  private static final List<String> GOALS =
      List.of(
          "BaselineBenchmark.longAdder",
          "BaselineBenchmark.nanoTimeTwice",
          "CounterBenchmark.tapes",
          "MeterBenchmark.tapes",
          "HistogramBenchmark.tapes",
          "TimerRecordBenchmark.tapes",
          "TimingBenchmark.tapes",
          "TimingBenchmark.tapesNotInlined",
          "TimingBenchmark.tapesNanosNotInlined",
          "LookupBenchmark.tapes",
          "TagLookupBenchmark.tapes",
          "TimedMethodBenchmark.tapes",
          "TimedMethodBenchmark.tapesByHand",
          "CountedMethodBenchmark.tapes",
          "CountedMethodBenchmark.tapesByHand");

  private static Set<String> found(String pattern) {
    Set<String> names = new TreeSet<>();
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList()
            .find(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                List.of(pattern),
                List.of())) {
      names.add(entry.getUsername().replaceFirst("^io\\.tapes\\.benchmarks\\.", ""));
    }
    return names;
  }

  private static Set<String> found(Plan plan, Only only) {
    Set<String> names = new TreeSet<>();
    plan.recording().forEach(pattern -> names.addAll(found(only.and(pattern))));
    plan.annotations().forEach(pattern -> names.addAll(found(only.and(pattern))));
    Plan.COMING_AND_GOING.forEach(pattern -> names.addAll(found(only.and(pattern))));
    return names;
  }

  @Test
  void everyPattern_findsABenchmark() {
    for (Plan plan : Plan.values()) {
      for (String pattern : plan.recording()) {
        assertFalse(found(new Only("").and(pattern)).isEmpty(), pattern);
      }
    }
  }

  @Test
  void quickAndFull_runWhatTheGoalsNeed() {
    assertTrue(found(Plan.QUICK, new Only("")).containsAll(GOALS));
    assertTrue(found(Plan.FULL, new Only("")).containsAll(GOALS));
  }

  @Test
  void everyPlan_measuresSeriesThatComeAndGo() {
    Set<String> both =
        Set.of("CreateRemoveBenchmark.tapesNames", "CreateRemoveBenchmark.tapesTags");
    for (Plan plan : Plan.values()) {
      assertTrue(found(plan, new Only("core")).containsAll(both), plan::toString);
    }
  }

  @Test
  void core_isOursAndTheYardsticks() {
    Set<String> core = found(Plan.FULL, new Only("core"));
    assertTrue(core.containsAll(GOALS), core::toString);
    assertTrue(core.stream().allMatch(name -> name.matches("Baseline.*|.*\\.tapes.*")));
  }

  @Test
  void expression_addsTheYardsticks() {
    assertEquals(
        Set.of("Baseline", "Histogram"),
        new TreeSet<>(
            found(Plan.FULL, new Only("HistogramBenchmark.recorder2$")).stream()
                .map(name -> name.replaceFirst("Benchmark.*", ""))
                .toList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "accuracy"})
  void partWithoutJmh_runsNothingElse(String part) {
    assertTrue(new Only(part).has(part));
    assertFalse(new Only(part).hasJmh());
    assertFalse(new Only("core").has(part));
    assertTrue(new Only("").has(part));
  }
}
