package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tapes.Aggregation;
import io.tapes.Clock;
import io.tapes.DistributionValue;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.Acknowledgements.Entry;
import io.tapes.distributed.wire.Acknowledgements.Status;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an aggregator knows after a restart, and what it answers. */
class AggregatorRestoreTest {
  private static final int MOST_WORKERS = 3;
  private static final int MOST_SERIES = 8;

  private final WorkerIdentity a = WorkerIdentity.ofThisProcess();
  private final WorkerIdentity b = WorkerIdentity.ofThisProcess();

  /** One process of the aggregator. */
  private static final class Run {
    final AggregateRegistry totals = new AggregateRegistry(Clock.SYSTEM, 1_000);
    final Workers workers =
        new Workers(totals.registry(), 10, 3_600, MOST_WORKERS, identity -> true);
    final AggregatorState state =
        new AggregatorState(
            Id.random(), totals, workers, new Checkpoints(null, 0, totals.registry()), MOST_SERIES);

    void receive(WorkerIdentity worker, boolean goodbye, long base, long seq, Cell... cells) {
      Frame frame = new Frame(state.id(), worker, goodbye, base, seq, List.of(cells));
      state.receive(frame.encode(), 0);
    }

    List<Entry> answers() throws MalformedFrameException {
      List<Entry> all = new ArrayList<>();
      for (byte[] message : state.acknowledgements()) {
        Acknowledgements said = Acknowledgements.decode(message);
        assertEquals(state.id(), said.state());
        all.addAll(said.entries());
      }
      return all;
    }

    /** The next process, which has what this one wrote to the disk. */
    Run next() throws MalformedFrameException {
      Run next = new Run();
      Checkpoint known = Checkpoint.decode(state.content().checkpoint().encode());
      next.state.succeed(known);
      next.state.restore(known, 0);
      return next;
    }

    double number(String path) {
      return totals.snapshot().number(path + ".value");
    }
  }

  private static Cell cell(int id, String name, MetricKind kind, MetricValue value) {
    return new Cell(id, definition(MetricInfo.of(name, kind)), value);
  }

  private static SeriesDescriptor definition(MetricInfo info) {
    return new SeriesDescriptor(new SeriesId(info.name(), Tags.empty()), info);
  }

  private static Cell counter(int id, long value) {
    return cell(id, "c", MetricKind.COUNTER, new SumValue(value));
  }

  private static Cell gauge(int id, String name, Aggregation aggregation, double value) {
    MetricInfo info = new MetricInfo(name, MetricKind.GAUGE, aggregation);
    return new Cell(id, definition(info), new LevelValue(value));
  }

  private static Distribution values(long count) {
    return Distribution.of(new int[] {Buckets.index(5)}, new long[] {count}, 5 * count, 5, 5);
  }

  private static Cell distribution(int id, String name, MetricKind kind, Distribution values) {
    return cell(id, name, kind, new DistributionValue(values, kind.scale()));
  }

  private static Cell[] cells(long n) {
    return new Cell[] {
      counter(0, n),
      cell(1, "m", MetricKind.METER, new SumValue(n)),
      distribution(2, "h", MetricKind.HISTOGRAM, values(n)),
      distribution(3, "t", MetricKind.TIMER, values(n)),
      gauge(4, "max", Aggregation.MAX, (double) n),
      gauge(5, "live", Aggregation.LIVE_SUM, (double) n),
      gauge(6, "all", Aggregation.ALL, (double) n)
    };
  }

  private static void assertCounts(double expected, Snapshot snapshot) {
    assertEquals(expected, snapshot.number("c.value"));
    assertEquals(expected, snapshot.number("m.count"));
    assertEquals(expected, snapshot.number("h.count"));
    assertEquals(expected, snapshot.number("t.count"));
  }

  @Test
  void restore_hasTheSums_theEnded_andThoseWhoMayGoOn() throws MalformedFrameException {
    Run first = new Run();
    first.receive(a, false, 0, 1, cells(5));
    first.receive(b, false, 0, 1, cells(7));
    first.receive(b, true, 1, 2);
    assertCounts(12, first.totals.snapshot());
    assertEquals(0, first.state.run());
    Run second = first.next();
    assertEquals(first.state.lineage(), second.state.lineage());
    assertEquals(1, second.state.run());
    assertEquals(2, second.next().state.run());
    Snapshot snapshot = second.totals.snapshot();
    assertCounts(12, snapshot);
    assertEquals(7, second.number("max"));
    assertEquals(7, second.number("all.{worker=" + b.label() + "}"));
    assertEquals(5, second.number("all.{worker=" + a.label() + "}"));
    assertFalse(snapshot.at("live").isPresent());
    assertEquals(0, second.number("tapes.workers"));
    assertCounts(12, second.next().totals.snapshot());
  }

  @Test
  void whoGoesOnAfterARestart_countsOnlyWhatIsNew() throws MalformedFrameException {
    Run first = new Run();
    first.receive(a, false, 0, 1, cells(5));
    Run second = first.next();
    second.receive(a, false, 0, 1, cells(8));
    assertCounts(8, second.totals.snapshot());
    assertEquals(8, second.number("live"));
    assertEquals(1, second.number("tapes.workers"));
    assertEquals(
        List.of(new Entry(a.incarnation().disclosed(), 1, 1, Status.LIVING)), second.answers());
    second.receive(a, false, 1, 2, new Cell(0, null, new SumValue(9)));
    assertEquals(9, second.number("c"));
  }

  @Test
  void whoSaidGoodbyeBeforeARestart_isToldSo_andCountsNothingTwice()
      throws MalformedFrameException {
    Run first = new Run();
    first.receive(b, false, 0, 1, cells(7));
    first.receive(b, true, 1, 2);
    assertEquals(
        List.of(new Entry(b.incarnation().disclosed(), 2, 2, Status.COMPLETE)), first.answers());
    assertEquals(List.of(), first.answers());
    Run second = first.next();
    second.receive(b, false, 0, 1, cells(7));
    assertCounts(7, second.totals.snapshot());
    assertEquals(1, second.number("tapes.frames.stale"));
    assertEquals(
        List.of(new Entry(b.incarnation().disclosed(), 0, 0, Status.COMPLETE)), second.answers());
  }

  @Test
  void recover_takesWhatAnEndedProcessLeft_once() throws MalformedFrameException {
    Run first = new Run();
    first.receive(a, false, 0, 1, cells(5));
    first.answers();
    assertEquals(0, first.state.recover(a, List.of(cells(9)), 0), "nothing to wait for");
    assertCounts(9, first.totals.snapshot());
    assertEquals(9, first.number("max"));
    assertFalse(first.totals.snapshot().at("live").isPresent());
    assertEquals(1, first.number("tapes.workers.lost"));
    for (Run run : List.of(first, first.next())) {
      run.receive(a, false, 1, 2, counter(0, 50));
      assertEquals(9, run.number("c"));
      assertEquals(Status.RETIRED, run.answers().get(0).status());
    }
    assertEquals(0, first.state.recover(b, List.of(counter(0, 1)), 0));
    assertEquals(10, first.number("c"));
  }

  @Test
  void recover_withoutAPlaceForTheWorker_isForLater() {
    Run run = new Run();
    for (int i = 0; i < MOST_WORKERS; i++) {
      run.receive(WorkerIdentity.ofThisProcess(), false, 0, 1, counter(0, 1));
    }
    assertEquals(-1, run.state.recover(a, List.of(counter(0, 9)), 0));
    assertEquals(MOST_WORKERS, run.number("c"));
  }

  @Test
  void recover_moreSeriesThanAWorkerMayHave_leavesTheRestOut() {
    Run run = new Run();
    List<Cell> left = new ArrayList<>();
    for (int i = 0; i < MOST_SERIES + 2; i++) {
      left.add(cell(i, "c" + i, MetricKind.COUNTER, new SumValue(1)));
    }
    run.state.recover(a, left, 0);
    assertEquals(1, run.number("c" + (MOST_SERIES - 1)));
    assertFalse(run.totals.snapshot().at("c" + MOST_SERIES).isPresent());
    assertEquals(2, run.number("tapes.conflicts"));
  }

  @Test
  void aHeartbeatOfAnUnknownWorker_isToldThatItWasForgotten_andAFrameIsNot()
      throws MalformedFrameException {
    Run run = new Run();
    run.receive(a, false, 4, 5, counter(0, 1));
    assertEquals(List.of(), run.answers());
    assertEquals(Long.MAX_VALUE, run.state.answersDueNanos());
    run.receive(a, false, 4, 4);
    assertNotEquals(Long.MAX_VALUE, run.state.answersDueNanos());
    assertEquals(
        List.of(new Entry(a.incarnation().disclosed(), 4, 0, Status.RETIRED)), run.answers());
    run.receive(a, false, 0, 0);
    assertEquals(1, run.number("tapes.workers"));
  }

  @Test
  void aHeartbeat_isAnsweredWhereItDoesNotSayWhatWasApplied() throws MalformedFrameException {
    Run run = new Run();
    run.receive(a, false, 0, 3, counter(0, 1));
    assertEquals(3, run.answers().get(0).applied());
    run.receive(a, false, 3, 3);
    assertEquals(List.of(), run.answers());
    run.receive(a, false, 2, 2);
    assertEquals(
        List.of(new Entry(a.incarnation().disclosed(), 3, 3, Status.LIVING)), run.answers());
  }

  @Test
  void frames_areCountedByWhatBecameOfThem() {
    Run run = new Run();
    assertEquals(0, run.number("tapes.resyncs"));
    assertEquals(0, run.number("tapes.resends"));
    run.receive(a, false, 0, 1, counter(0, 1));
    run.receive(a, false, 0, 1, counter(0, 1));
    run.receive(a, false, 1, 2, new Cell(5, null, new SumValue(1)));
    run.state.receive(new byte[] {1, 2, 3}, 0);
    assertEquals(1, run.number("tapes.frames"));
    assertEquals(1, run.number("tapes.frames.stale"));
    assertEquals(2, run.number("tapes.frames.rejected"));
  }

  @Test
  void begin_drawsAnotherId_thatSaysWhetherThereIsAStateFile() {
    Run run = new Run();
    Id before = run.state.id();
    run.state.begin(true);
    Id kept = run.state.id();
    assertNotEquals(before, kept);
    assertEquals(1, kept.high() & 1);
    run.state.begin(false);
    assertEquals(0, run.state.id().high() & 1);
    run.state.begin(true);
    assertEquals(kept.high(), run.state.id().high());
    assertNotEquals(kept, run.state.id());
  }
}
