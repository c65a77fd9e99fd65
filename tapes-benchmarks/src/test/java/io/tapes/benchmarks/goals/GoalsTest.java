package io.tapes.benchmarks.goals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.benchmarks.accuracy.AccuracyRow;
import io.tapes.benchmarks.distributed.DistributedFigure;
import io.tapes.benchmarks.distributed.DistributedFigures;
import io.tapes.benchmarks.goals.Verdict.Mark;
import io.tapes.benchmarks.memory.MemoryRow;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class GoalsTest {
  /** Of counters: L is 10, 20 and 100 ns, ours 10, 21 and 100, Dropwizard 12, 22 and 99. */
  private static Results sample() throws IOException {
    Results results = new Results();
    try (InputStream sample = GoalsTest.class.getResourceAsStream("/jmh-sample.json")) {
      results.addJmh(new ObjectMapper().readTree(sample));
    }
    return results;
  }

  private static Row row(Results results, String goal) {
    return Goals.check(results).stream()
        .filter(row -> row.goal().startsWith(goal))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ratioWithinLimit_passes() throws IOException {
    Row row = row(sample(), "counter increment");
    assertEquals("≤ 1.10 L, 0 B", row.limit());
    assertEquals("1.00 / 1.05 / 1.00", row.measured());
    assertEquals("0", row.bytes());
    assertEquals("dropwizard 1.20 / dropwizard 1.10 / dropwizard 0.99", row.best());
    assertEquals("PASS", row.verdict().toString());
  }

  @Test
  void ratioAboveLimit_isShortByTheWorstColumn() throws IOException {
    // 12, 22 and 180 ns against limits of 1.0, 1.2 and 1.5 L.
    assertEquals("SHORT by 20 %", row(sample(), "histogram record").verdict().toString());
  }

  @Test
  void allocation_isShortToo() throws IOException {
    Row row = row(sample(), "timer start/stop");
    assertEquals("24", row.bytes());
    assertEquals("SHORT 24 B/op", row.verdict().toString());
  }

  @Test
  void lead_comparesWithTheFastestPeerOfEachColumn() throws IOException {
    Row row = row(sample(), "histogram record, ahead");
    assertEquals("0.60 / 1.10 / 0.90", row.measured());
    assertEquals("recorder2 20.0 ns / avaje 20.0 ns / avaje 200 ns", row.best());
    assertEquals("SHORT by 10 %", row.verdict().toString());
  }

  @Test
  void yardsticks_areNoPeers() {
    assertTrue(Goal.isPeer("clientJavaNative"));
    assertFalse(Goal.isPeer("callsNotInlined"));
    assertFalse(Goal.isPeer("tapesByHand"));
  }

  @Test
  void pair_comparesTwoOfOurOwn() throws IOException {
    String entry =
        """
        {"benchmark": "a.%s", "threads": 1, "params": {%s},
         "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[%s]]}, "secondaryMetrics": {}}
        """;
    Results results = new Results();
    results.addJmh(
        new ObjectMapper()
            .readTree(
                "["
                    + String.join(
                        ",",
                        entry.formatted("TimedMethodBenchmark.tapes", "", "42"),
                        entry.formatted("TimedMethodBenchmark.tapesByHand", "", "20"),
                        entry.formatted("PerClassBenchmark.found", "\"classes\": \"8\"", "7"),
                        entry.formatted("PerClassBenchmark.harness", "\"classes\": \"8\"", "2"))
                    + "]"));
    Row timed = row(results, "@Timed, woven");
    assertEquals("42.0 of 20.0 ns", timed.measured());
    assertEquals("≤ 1.05 × tapesByHand", timed.limit());
    assertEquals("SHORT by 100 %", timed.verdict().toString());
    Row found = row(results, "metric of one of 8 classes, look-up");
    assertEquals("≤ harness8 + 6.0 ns", found.limit());
    assertEquals(Mark.PASS, found.verdict().mark());
  }

  @Test
  void parameterNamesThePeer() throws IOException {
    Row row = row(sample(), "snapshot of 10,000 series, all changed");
    assertEquals("8.0", row.measured());
    assertEquals("dropwizard 1200", row.best());
    assertEquals(Mark.PASS, row.verdict().mark());
  }

  @Test
  void missingBenchmark_isNoData() throws IOException {
    assertEquals(Mark.NO_DATA, row(sample(), "meter mark").verdict().mark());
    assertEquals(Mark.NO_DATA, row(sample(), "timer memory, idle").verdict().mark());
    assertEquals(Mark.NO_DATA, row(sample(), "quantile error").verdict().mark());
  }

  @Test
  void emptyRun_hasARowForEveryGoal() {
    List<Row> rows = Goals.check(new Results());
    assertTrue(rows.stream().allMatch(row -> row.verdict().mark() == Mark.NO_DATA));
    assertTrue(Goals.summary(rows).startsWith("goals: 0 passed, 0 short, "));
  }

  @Test
  void otherUnitThanNanoseconds_isRefused() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String milliseconds =
        """
        [{"benchmark": "a.BBenchmark.c", "threads": 1,
          "primaryMetric": {"scoreUnit": "ms/op", "rawData": [[1]]}, "secondaryMetrics": {}}]
        """;
    Results results = new Results();
    assertThrows(
        IllegalArgumentException.class, () -> results.addJmh(mapper.readTree(milliseconds)));
  }

  @Test
  void memory_countsTheLargerOfBeforeAndAfter() {
    Results results = new Results();
    results.addMemory(
        List.of(
            new MemoryRow("tapes", "idle", 290, 360), new MemoryRow("recorder2", "idle", 5, 6)));
    Row row = row(results, "timer memory, idle");
    assertEquals("290 / 360", row.measured());
    assertEquals("SHORT by 20 %", row.verdict().toString());
  }

  @Test
  void accuracy_isTheWorstOfAllStreamsAndComparesWithAPeer() {
    Results results = new Results();
    results.addAccuracy(
        List.of(
            new AccuracyRow("tapes", "constant", 0.5, 0, 0),
            new AccuracyRow("tapes", "bimodal", 0.99, 0.1, 0.2),
            new AccuracyRow("clientJavaNative", "bimodal", 0.99, 0.1, 0.1)));
    assertEquals(Mark.PASS, row(results, "quantile error, a million").verdict().mark());
    assertEquals("SHORT by 100 %", row(results, "quantile error, ahead").verdict().toString());
  }

  @Test
  void figures_haveALimitAboveOrBelow() {
    Results results = new Results();
    results.addDistributed(
        List.of(
            new DistributedFigure(DistributedFigures.WORKER, 1.1, "% of a core"),
            new DistributedFigure(DistributedFigures.FRAMES, 2_000, "1/s")));
    assertEquals("SHORT by 10 %", row(results, "distributed: worker").verdict().toString());
    Row frames = row(results, "distributed: aggregator, frames");
    assertEquals("≥ 1,000 1/s", frames.limit());
    assertEquals(Mark.PASS, frames.verdict().mark());
  }

  @Test
  void recordingInAWorker_isComparedWithThePlainRegistry() throws IOException {
    Results results = sample();
    assertEquals(Mark.NO_DATA, row(results, "distributed: recording").verdict().mark());
    StringBuilder jmh = new StringBuilder();
    for (String operation : List.of("counter", "meter", "histogram", "timer")) {
      for (int threads : List.of(1, 2, 8)) {
        jmh.append(entry(operation, "tapes", threads, operation.equals("timer") ? 12.1 : 10));
        jmh.append(entry(operation, "tapesPlain", threads, 10));
      }
    }
    results.addJmh(new ObjectMapper().readTree("[" + jmh.substring(1) + "]"));
    Row row = row(results, "distributed: recording");
    assertEquals("timer 1.21 / timer 1.21 / timer 1.21", row.measured());
    assertEquals("SHORT by 10 %", row.verdict().toString());
  }

  private static String entry(String operation, String peer, int threads, double nanos) {
    return String.format(
        Locale.ROOT,
        ",{\"benchmark\": \"a.DistributedBenchmark.%s\", \"threads\": %d, \"params\":"
            + " {\"peer\": \"%s\"}, \"primaryMetric\": {\"scoreUnit\": \"ns/op\","
            + " \"rawData\": [[%s]]}, \"secondaryMetrics\": {}}",
        operation,
        threads,
        peer,
        nanos);
  }

  @Test
  void report_holdsGoalsAndFigures() throws IOException {
    String page = Report.markdown(sample(), "a machine", "run");
    assertTrue(page.contains("| counter increment "), page);
    assertTrue(page.contains("## Snapshot.allChanged"), page);
    assertTrue(page.contains("| dropwizard | 12.0 / 22.0 / 99.0 | 1.20 / 1.10 / 0.99 | 0 "), page);
  }
}
