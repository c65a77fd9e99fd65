package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Clock;
import io.tapes.DistributionValue;
import io.tapes.Exemplar;
import io.tapes.Exemplars;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distribution.Distribution;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an aggregator keeps of the exemplars of its workers. */
class ExemplarIntakeTest {
  private static final long SECOND = 1_000_000_000L;

  /** One process of the aggregator. */
  private static final class Run {
    final AggregateRegistry totals;
    final AggregatorState state;

    Run(int maxSeries, long memory) {
      totals = new AggregateRegistry(Clock.SYSTEM, maxSeries, memory);
      Workers workers =
          new Workers(totals.registry(), 10 * SECOND, 3_600 * SECOND, 9, worker -> true);
      Checkpoints none = new Checkpoints(null, 0, totals.registry());
      state = new AggregatorState(Id.random(), totals, workers, none, 1_000);
    }

    void receive(WorkerIdentity worker, long seq, Cell... cells) {
      Frame frame = new Frame(state.id(), worker, false, seq - 1, seq, List.of(cells));
      state.receive(frame.encode(), 0);
    }

    Exemplars shown(String name) {
      return totals.snapshot().series(new SeriesId(name, Tags.empty())).orElseThrow().exemplars();
    }
  }

  private static Run run() {
    return new Run(1_000, Long.MAX_VALUE / 2);
  }

  private static Exemplar exemplar(double value, long millis, String trace) {
    return new Exemplar(Tags.of("trace_id", trace), value, millis);
  }

  private static Exemplars only(double value, long millis, String trace) {
    return Exemplars.of(List.of(exemplar(value, millis, trace)));
  }

  private static Cell defined(int id, String name, MetricKind kind, MetricValue value) {
    MetricInfo info = MetricInfo.of(name, kind);
    return new Cell(id, new SeriesDescriptor(new SeriesId(name, Tags.empty()), info), value);
  }

  private static Cell jobs(long value) {
    return defined(0, "jobs", MetricKind.COUNTER, new SumValue(value));
  }

  @Test
  void ofTwoWorkers_theNewestWins_whoeverDeliversFirst() {
    WorkerIdentity a = WorkerIdentity.ofThisProcess();
    WorkerIdentity b = WorkerIdentity.ofThisProcess();
    for (boolean first : new boolean[] {true, false}) {
      Run run = run();
      run.receive(first ? a : b, 1, jobs(1).with(only(1, first ? 5 : 7, first ? "a" : "b")));
      run.receive(first ? b : a, 1, jobs(2).with(only(1, first ? 7 : 5, first ? "b" : "a")));
      assertEquals(only(1, 7, "b"), run.shown("jobs"));
      run.receive(a, 2, Cell.exemplars(0, only(1, 7, "c")), new Cell(0, null, new SumValue(9)));
      assertEquals(only(1, 7, "c"), run.shown("jobs"), "of one time always the same");
      run.receive(b, 2, Cell.exemplars(0, only(1, 7, "a")));
      assertEquals(only(1, 7, "c"), run.shown("jobs"));
      assertEquals(first ? 11 : 10, run.totals.snapshot().number("jobs.value"));
    }
  }

  @Test
  void theyOutliveTheirWorker_andTheAggregator() throws MalformedFrameException {
    WorkerIdentity a = WorkerIdentity.ofThisProcess();
    Run run = run();
    Distribution one = Distribution.of(new int[] {3}, new long[] {1}, 3, 3, 3);
    run.receive(
        a,
        1,
        jobs(1).with(only(1, 5, "a")),
        defined(1, "h", MetricKind.HISTOGRAM, new DistributionValue(one, 1)).with(only(3, 6, "h")));
    Frame goodbye = new Frame(run.state.id(), a, true, 1, 2, List.of());
    run.state.receive(goodbye.encode(), 0);
    assertEquals(only(1, 5, "a"), run.shown("jobs"));
    Checkpoint known = Checkpoint.decode(run.state.content().checkpoint().encode());
    Run next = run();
    next.state.succeed(known);
    next.state.restore(known, 0);
    assertEquals(only(1, 5, "a"), next.shown("jobs"));
    assertEquals(only(3, 6, "h"), next.shown("h"));
    next.receive(WorkerIdentity.ofThisProcess(), 1, jobs(1).with(only(1, 8, "b")));
    assertEquals(only(1, 8, "b"), next.shown("jobs"), "the newest, also beside what was restored");
  }

  @Test
  void aSeriesThatBeganAndEnded_leavesItsOwn() {
    Run run = run();
    Cell brief = jobs(1).ended(1).with(only(1, 5, "brief"));
    run.receive(WorkerIdentity.ofThisProcess(), 1, brief);
    assertEquals(only(1, 5, "brief"), run.shown("jobs"));
  }

  @Test
  void ofInstrumentsWithoutExemplars_andOfTheOverflow_thereAreNone() {
    Run run = new Run(1, Long.MAX_VALUE / 2);
    WorkerIdentity a = WorkerIdentity.ofThisProcess();
    run.receive(
        a,
        1,
        defined(0, "g", MetricKind.GAUGE, new LevelValue(1)).with(only(1, 5, "g")),
        defined(1, "m", MetricKind.METER, new SumValue(1)).with(only(1, 5, "m")),
        defined(2, "c", MetricKind.COUNTER, new SumValue(1)).with(only(1, 5, "c")));
    assertTrue(run.totals.snapshot().series().stream().allMatch(one -> one.exemplars().isEmpty()));
    assertEquals(0, run.totals.snapshot().number("tapes.conflicts.value"));
    assertEquals(0, run.totals.snapshot().number("tapes.frames.rejected.value"));
  }

  @Test
  void cellsOfASeriesThatIsNotDefined_areRefusedWithTheirFrame() {
    Run run = run();
    WorkerIdentity a = WorkerIdentity.ofThisProcess();
    run.receive(a, 1, jobs(1));
    run.receive(a, 2, new Cell(0, null, new SumValue(5)), Cell.exemplars(7, only(1, 1, "x")));
    assertEquals(1, run.totals.snapshot().number("jobs.value"), "all of it or nothing");
  }

  @Test
  void manyExemplars_takeNoMoreMemoryThanThereIs() {
    long limit = 200_000;
    Run run = new Run(1_000, limit);
    List<Exemplar> many = new ArrayList<>();
    for (int bit = 0; bit < 60; bit++) {
      many.add(exemplar(Math.scalb(1.0, bit), 5, "x".repeat(100)));
    }
    Distribution one = Distribution.of(new int[] {3}, new long[] {1}, 3, 3, 3);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      cells.add(
          defined(i, "h" + i, MetricKind.HISTOGRAM, new DistributionValue(one, 1))
              .with(Exemplars.of(many)));
    }
    run.receive(WorkerIdentity.ofThisProcess(), 1, cells.toArray(Cell[]::new));
    assertTrue(run.totals.budget().used() <= limit, "within the budget");
    int kept = 0;
    for (int i = 0; i < 20; i++) {
      kept += run.shown("h" + i).size();
      assertEquals(1, run.totals.snapshot().number("h" + i + ".count"), "the values are all there");
    }
    assertTrue(kept > 0 && kept < 20 * 60, kept + " exemplars");
  }
}
