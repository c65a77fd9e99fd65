package io.tapes.benchmarks.goals;

import io.tapes.benchmarks.distributed.DistributedFigures;
import java.util.List;

/** The goals, and the table that compares a run with them. */
public final class Goals {
  private static final List<Goal> ALL =
      List.of(
          new SpeedGoal("counter increment", "Counter", "tapes", Unit.L, same(1.1), 0),
          new SpeedGoal("meter mark", "Meter", "tapes", Unit.L, same(1.1), 0),
          new SpeedGoal(
              "histogram record", "Histogram", "tapes", Unit.L, List.of(1.0, 1.2, 1.5), 0),
          new LeadGoal("histogram record, ahead of every peer", "Histogram"),
          new SpeedGoal("timer record", "TimerRecord", "tapes", Unit.L, List.of(1.0, 1.2, 1.5), 0),
          new LeadGoal("timer record, ahead of every peer", "TimerRecord"),
          new PairGoal(
              "Dropwizard's counter on Tapes, to its own",
              "Counter",
              "dropwizardOnTapes",
              "dropwizard",
              1.1,
              1),
          new PairGoal(
              "Dropwizard's meter on Tapes, to its own",
              "Meter",
              "dropwizardOnTapes",
              "dropwizard",
              1,
              1),
          new PairGoal(
              "Dropwizard's timer on Tapes, to its own",
              "TimerRecord",
              "dropwizardOnTapes",
              "dropwizardDecaying",
              1,
              1),
          new SpeedGoal("timer start/stop", "Timing", "tapes", Unit.N, same(1.25), 0),
          new SpeedGoal(
              "timer start/stop, not inlined", "Timing", "tapesNotInlined", Unit.N, same(1.25), 0),
          new SpeedGoal(
              "timer start/stop as numbers, not inlined",
              "Timing",
              "tapesNanosNotInlined",
              Unit.N,
              same(1.25),
              0),
          new SpeedGoal("look-up by name", "Lookup", "tapes", Unit.NS, List.of(25.0), 0),
          new SpeedGoal(
              "look-up by name and two tags", "TagLookup", "tapes", Unit.NS, List.of(60.0), -1),
          new MemoryGoal("idle", 300),
          new MemoryGoal("one record", 700),
          new MemoryGoal("1,000 records", 3_000),
          new MemoryGoal("1 M records", 5_000),
          new AccuracyGoal("quantile error, any stream, worst", 1, ""),
          new AccuracyGoal("quantile error, a million values, worst", 0.3, ""),
          new AccuracyGoal("quantile error, ahead of client_java native", 0, "clientJavaNative"),
          new SpeedGoal(
              "snapshot of 10,000 series, all changed",
              "Snapshot.allChanged",
              "tapes",
              Unit.MS,
              List.of(10.0),
              -1),
          // "Next to nothing": 100 ns a series.
          new SpeedGoal(
              "snapshot of 10,000 series, nothing changed",
              "Snapshot.nothingChanged",
              "tapes",
              Unit.MS,
              List.of(1.0),
              -1),
          // 0.2 % of a core, as there is one every five seconds.
          new SpeedGoal(
              "tick of 10,000 series, a tenth changed",
              "Tick",
              "tapesTenth",
              Unit.MS,
              List.of(10.0),
              -1),
          new SpeedGoal("JSON of it", "Json.write", "tapes", Unit.MS, List.of(20.0), -1),
          new SpeedGoal(
              "Prometheus text of it", "Prometheus.write", "tapes", Unit.MS, List.of(20.0), -1),
          new PairGoal("@Timed, woven", "TimedMethod", "tapes", "tapesByHand", 1.05, 0),
          new PairGoal("@Counted, woven", "CountedMethod", "tapes", "tapesByHand", 1.05, 0.1),
          // "Nothing measurable": a tenth of what counting costs.
          new PairGoal(
              "@ExceptionMetered, woven, no throw",
              "CountedMethod",
              "tapesExceptionMetered",
              "tapesUncounted",
              1,
              0.5),
          new PairGoal(
              "metric of one of 8 classes, look-up", "PerClass", "found8", "harness8", 1, 6),
          new PairGoal("metric of one of 8 classes, record", "PerClass", "held8", "harness8", 1, 1),
          new PairGoal("@Counted(\"{}\"), one class", "PerClass", "woven1", "oneForAll1", 1, 1),
          new PairGoal("@Counted(\"{}\"), 8 classes", "PerClass", "woven8", "oneForAll8", 1, 6),
          new SameCostGoal(
              "distributed: recording in a worker",
              List.of(
                  "Distributed.counter",
                  "Distributed.meter",
                  "Distributed.histogram",
                  "Distributed.timer"),
              "tapesPlain",
              1.1),
          new FigureGoal(DistributedFigures.WORKER, 1, true),
          new FigureGoal(DistributedFigures.FRAMES, 1_000, false),
          new FigureGoal(DistributedFigures.TWENTY, 2, true),
          new FigureGoal(DistributedFigures.VISIBLE, 300, true),
          // "Constant", by a measurement with other processes on two cores.
          new FigureGoal(DistributedFigures.MORE_WORKERS, 1.25, true),
          new FigureGoal(DistributedFigures.MORE_SERIES, 1.25, true),
          new FigureGoal(DistributedFigures.SCRAPE, 1.25, true),
          new FigureGoal(DistributedFigures.WORKER_CHURN, 1.25, true),
          new FigureGoal(DistributedFigures.AGGREGATOR_CHURN, 1.25, true));

  private Goals() {}

  private static List<Double> same(double limit) {
    return List.of(limit, limit, limit);
  }

  /**
   * Compares a run with every goal.
   *
   * @param results of the run
   * @return a row per goal
   */
  public static List<Row> check(Results results) {
    return ALL.stream().map(goal -> goal.check(results)).toList();
  }

  /**
   * How many goals came out how.
   *
   * @param rows of {@link #check}
   * @return one line
   */
  public static String summary(List<Row> rows) {
    return "goals: "
        + count(rows, Verdict.Mark.PASS)
        + " passed, "
        + count(rows, Verdict.Mark.SHORT)
        + " short, "
        + count(rows, Verdict.Mark.NO_DATA)
        + " without data";
  }

  private static long count(List<Row> rows, Verdict.Mark mark) {
    return rows.stream().filter(row -> row.verdict().mark() == mark).count();
  }
}
