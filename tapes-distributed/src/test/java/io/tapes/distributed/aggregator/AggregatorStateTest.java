package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Clock;
import io.tapes.DistributionValue;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distribution.Distribution;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AggregatorStateTest {
  private static final long SECOND = 1_000_000_000L;

  private final AggregateRegistry totals = new AggregateRegistry(Clock.SYSTEM, 1_000);
  private final Set<WorkerIdentity> running = new HashSet<>();
  private final Workers workers =
      new Workers(totals.registry(), 10 * SECOND, 3_600 * SECOND, 3, running::contains);
  private final AggregatorState aggregator =
      new AggregatorState(
          Id.random(), totals, workers, new Checkpoints(null, 0, totals.registry()), 100);
  private final WorkerIdentity a = WorkerIdentity.ofThisProcess();
  private final WorkerIdentity b = WorkerIdentity.ofThisProcess();
  private long now;

  private void receive(WorkerIdentity worker, long base, long seq, Cell... cells) {
    aggregator.receive(
        new Frame(aggregator.id(), worker, false, base, seq, List.of(cells)).encode(), now);
  }

  private void goodbye(WorkerIdentity worker, long base) {
    aggregator.receive(
        new Frame(aggregator.id(), worker, true, base, base + 1, List.of()).encode(), now);
  }

  private static Cell counter(int id, String name, long value) {
    return new Cell(
        id,
        new SeriesDescriptor(
            new SeriesId(name, Tags.empty()), MetricInfo.of(name, MetricKind.COUNTER)),
        new SumValue(value));
  }

  private static Cell gauge(int id, String name, Aggregation aggregation, double value) {
    return new Cell(
        id, gauge(new SeriesId(name, Tags.empty()), aggregation), new LevelValue(value));
  }

  private Snapshot snapshot() {
    return totals.snapshot();
  }

  @Test
  void aFrameIsApplied_ifAndOnlyIfItsBaseIsReachedAndItsSequenceNumberIsNot() {
    receive(a, 0, 2, counter(0, "c", 5));
    assertEquals(5, snapshot().number("c.value"));
    receive(a, 0, 2, counter(0, "c", 50)); // repeated
    receive(a, 3, 4, counter(0, "c", 50)); // from the future
    receive(a, 0, 1, counter(0, "c", 50)); // from the past
    assertEquals(5, snapshot().number("c.value"));
    receive(a, 1, 3, counter(0, "c", 7)); // overlapping
    assertEquals(7, snapshot().number("c.value"));
  }

  @Test
  void framesForAnotherAggregator_changeNothing() {
    Frame frame = new Frame(Id.random(), a, false, 0, 1, List.of(counter(0, "c", 5)));
    aggregator.receive(frame.encode(), now);
    assertFalse(snapshot().at("c").isPresent());
    assertEquals(1, snapshot().number("tapes.frames.stale.value"));
    assertEquals(0, aggregator.acknowledgements().size());
  }

  @Test
  void aFrameThatDoesNotFit_isRejectedAsAWhole() {
    receive(a, 0, 1, counter(0, "c", 5), counter(2, "d", 5));
    receive(b, 0, 1, counter(0, "c", 5), new Cell(1, null, new SumValue(3)));
    assertFalse(snapshot().at("c").isPresent());
    assertEquals(2, snapshot().number("tapes.frames.rejected.value"));
  }

  @Test
  void contradictingSeries_areRefusedAndTheFirstIsKept() {
    receive(a, 0, 1, counter(0, "x", 5), gauge(1, "g", Aggregation.MAX, 4));
    receive(b, 0, 1, gauge(0, "x", Aggregation.SUM, 1), gauge(1, "g", Aggregation.MIN, 1));
    receive(b, 1, 2, counter(2, "x.value", 1), counter(3, "y", 1));
    assertEquals(5, snapshot().number("x.value"));
    assertEquals(1, snapshot().number("x.value.value"), "a name like a field is in nobody's way");
    assertEquals(4, snapshot().number("g.value"));
    assertEquals(1, snapshot().number("y.value"));
    assertEquals(2, snapshot().number("tapes.conflicts.value"));
  }

  @Test
  void kindsThatWorkersGiveToOtherTagsOfAName_areBothKept() {
    SeriesId tagged = new SeriesId("t", Tags.of("statistic", "percentile"));
    SeriesDescriptor counter = new SeriesDescriptor(tagged, MetricInfo.of("t", MetricKind.COUNTER));
    receive(a, 0, 1, gauge(0, "t", Aggregation.SUM, 4), new Cell(1, counter, new SumValue(3)));
    assertEquals(4, snapshot().number("t.value"));
    assertEquals(3, snapshot().number("t.{statistic=percentile}.value"));
    assertEquals(0, snapshot().number("tapes.conflicts.value"));
  }

  @Test
  void aSilentWorkerWithABlackBox_givesItsPlaceToAnother_andIsRememberedBeside() {
    WorkerIdentity c = WorkerIdentity.ofThisProcess();
    WorkerIdentity d = WorkerIdentity.ofThisProcess();
    running.addAll(List.of(a, b, c, d));
    for (WorkerIdentity worker : List.of(a, b, c)) {
      receive(worker, 0, 1, counter(0, "c", 1));
      workers.all().forEach(entry -> entry.boxed(true));
    }
    receive(d, 0, 1, counter(0, "c", 1));
    assertEquals(1, snapshot().number("tapes.workers.refused.value"), "all are living");
    now = 20 * SECOND;
    receive(b, 0, 1, counter(0, "c", 1));
    receive(c, 0, 1, counter(0, "c", 1));
    workers.tick(now);
    receive(d, 0, 1, counter(0, "c", 1));
    assertEquals(4, snapshot().number("c.value"));
    assertEquals(1, snapshot().number("tapes.workers.refused.value"));
    receive(a, 1, 2, new Cell(0, null, new SumValue(5)));
    assertEquals(8, snapshot().number("c.value"), "it comes back and counts on");
    assertEquals(0, snapshot().number("tapes.workers.lost.value"));
  }

  @Test
  void seriesBeyondTheLimitOfAWorker_areLeftOut() {
    for (int i = 0; i < 102; i++) {
      receive(a, i, i + 1, counter(i, "c" + i, 1));
    }
    assertEquals(1, snapshot().number("c99.value"));
    assertFalse(snapshot().at("c100").isPresent());
    assertEquals(2, snapshot().number("tapes.conflicts.value"));
  }

  @Test
  void theSumAheadOfItsCounts_isTakenWithThem() {
    Distribution one = Distribution.of(new int[] {5}, new long[] {1}, 5, 5, 5);
    Distribution ahead = Distribution.of(new int[] {5}, new long[] {1}, 8, 3, 5);
    Distribution two = Distribution.of(new int[] {3, 5}, new long[] {1, 1}, 8, 3, 5);
    SeriesDescriptor h =
        new SeriesDescriptor(
            new SeriesId("h", Tags.empty()), MetricInfo.of("h", MetricKind.HISTOGRAM));
    receive(a, 0, 1, new Cell(0, h, new DistributionValue(one, 1)));
    receive(a, 1, 2, new Cell(0, null, new DistributionValue(ahead, 1)));
    receive(a, 2, 3, new Cell(0, null, new DistributionValue(two, 1)));
    DistributionValue total = snapshot().find(h.series()).orElseThrow().asDistribution();
    assertEquals(two, total.total());
  }

  private final SeriesDescriptor timer =
      new SeriesDescriptor(new SeriesId("t", Tags.empty()), MetricInfo.of("t", MetricKind.TIMER));

  private static Distribution distribution(int[] indices, long[] counts, long sum) {
    return Distribution.of(indices, counts, sum, indices[0], indices[indices.length - 1]);
  }

  private Distribution total() {
    return snapshot().find(timer.series()).orElseThrow().asDistribution().total();
  }

  @Test
  void changedBuckets_takeThePlaceOfWhatTheyHeld_howeverOftenTheyCome() {
    Distribution first = distribution(new int[] {1, 3, 6}, new long[] {1, 1, 1}, 10);
    Distribution others = distribution(new int[] {0, 1, 5}, new long[] {1, 1, 1}, 6);
    receive(
        a,
        0,
        1,
        new Cell(0, timer, new DistributionValue(first, DistributionValue.NANOS_PER_SECOND)));
    receive(
        b,
        0,
        1,
        new Cell(0, timer, new DistributionValue(others, DistributionValue.NANOS_PER_SECOND)));
    Distribution changes = Distribution.of(new int[] {1, 7}, new long[] {2, 1}, 18, 1, 7);
    receive(a, 1, 2, Cell.changes(0, changes));
    receive(a, 1, 2, Cell.changes(0, changes));
    assertEquals(
        distribution(new int[] {0, 1, 3, 5, 6, 7}, new long[] {1, 3, 1, 1, 1, 1}, 24), total());
  }

  @Test
  void changedBuckets_thatHoldLessThanBefore_areRejected() {
    Distribution first = distribution(new int[] {1, 3}, new long[] {5, 5}, 20);
    receive(
        a,
        0,
        1,
        new Cell(0, timer, new DistributionValue(first, DistributionValue.NANOS_PER_SECOND)));
    Distribution less = Distribution.of(new int[] {1}, new long[] {2}, 17, 1, 3);
    receive(a, 1, 2, Cell.changes(0, less));
    Distribution tooMany = Distribution.of(new int[] {1}, new long[] {Long.MAX_VALUE}, 17, 1, 3);
    receive(a, 1, 2, Cell.changes(0, tooMany));
    assertEquals(first, total());
    assertEquals(2, snapshot().number("tapes.frames.rejected.value"));
  }

  @Test
  void gauges_areCombinedAsTheySay_beforeAndAfterAGoodbye() {
    double[] values = {1, 2, 4};
    List<Aggregation> numbers =
        List.of(
            Aggregation.SUM,
            Aggregation.LIVE_SUM,
            Aggregation.MAX,
            Aggregation.LIVE_MAX,
            Aggregation.MIN,
            Aggregation.LIVE_MIN);
    WorkerIdentity last = WorkerIdentity.ofThisProcess();
    List<WorkerIdentity> all = List.of(a, b, last);
    for (int w = 0; w < 3; w++) {
      int id = 0;
      for (Aggregation aggregation : numbers) {
        receive(all.get(w), id, id + 1, gauge(id, "g." + aggregation, aggregation, values[w]));
        id++;
      }
    }
    assertGauges(7, 7, 4, 4, 1, 1);
    goodbye(last, 6);
    assertGauges(7, 3, 4, 2, 1, 1);
    goodbye(a, 6);
    assertGauges(7, 2, 4, 2, 1, 2);
    goodbye(b, 6);
    assertEquals(7, snapshot().number("g.SUM.value"));
    assertFalse(snapshot().at("g.LIVE_SUM").isPresent());
  }

  @Test
  void gaugesOfEachWorker_areToldApart_beforeAndAfterAGoodbye() {
    receive(
        a, 0, 1, gauge(0, "all", Aggregation.ALL, 1), gauge(1, "live", Aggregation.LIVE_ALL, 1));
    receive(
        b, 0, 1, gauge(0, "all", Aggregation.ALL, 2), gauge(1, "live", Aggregation.LIVE_ALL, 2));
    assertEquals(1, snapshot().number("all.{worker=" + a.label() + "}.value"));
    assertEquals(2, snapshot().number("live.{worker=" + b.label() + "}.value"));
    goodbye(b, 1);
    assertEquals(2, snapshot().number("all.{worker=" + b.label() + "}.value"));
    assertFalse(snapshot().at("live.{worker=" + b.label() + "}").isPresent());
    assertEquals(1, snapshot().number("live.{worker=" + a.label() + "}.value"));
  }

  @Test
  void gaugesOfEachWorker_areToldApart_thoughTheUserHasATagOfThatName() {
    SeriesId id = new SeriesId("all", Tags.of("worker", "blue", "exported_worker", "red"));
    SeriesDescriptor users = gauge(id, Aggregation.ALL);
    receive(a, 0, 1, new Cell(0, users, new LevelValue(1)));
    receive(b, 0, 1, new Cell(0, users, new LevelValue(2)));
    goodbye(b, 1);
    String tags = "all.{exported_exported_worker=blue,exported_worker=red,worker=";
    assertEquals(1, snapshot().number(tags + a.label() + "}.value"));
    assertEquals(2, snapshot().number(tags + b.label() + "}.value"));
  }

  /** What an aggregator passes on is told apart already, while it lives and afterwards. */
  @Test
  void gaugesOfAnAggregatorsWorkers_keepTheTagTheyHave() {
    WorkerIdentity relay = WorkerIdentity.ofThisProcess(Id.random(), true);
    SeriesId one = new SeriesId("all", Tags.of("worker", "1-a"));
    SeriesId two = new SeriesId("all", Tags.of("worker", "2-b"));
    receive(
        relay,
        0,
        1,
        new Cell(0, gauge(one, Aggregation.ALL), new LevelValue(1)),
        new Cell(1, gauge(two, Aggregation.ALL), new LevelValue(2)));
    assertTrue(snapshot().find(one).isPresent() && snapshot().find(two).isPresent());
    goodbye(relay, 1);
    assertTrue(snapshot().find(one).isPresent() && snapshot().find(two).isPresent());
  }

  @Test
  void gaugesOfEachWorker_ofManyThatHaveEnded_areKeptUpToALimit() {
    for (int i = 0; i < GaugeSeries.MAX_ENDED + 10; i++) {
      WorkerIdentity worker = WorkerIdentity.ofThisProcess();
      receive(worker, 0, 1, gauge(0, "all", Aggregation.ALL, i));
      goodbye(worker, 1);
    }
    assertEquals(
        GaugeSeries.MAX_ENDED,
        snapshot().series().stream().filter(s -> s.name().equals("all")).count());
  }

  @Test
  void aSeriesThatIsNamedLikeTheOneOfAWorker_breaksNoSnapshot() {
    receive(a, 0, 1, gauge(0, "all", Aggregation.ALL, 1));
    SeriesId same = new SeriesId("all", Tags.of("worker", a.label()));
    receive(b, 0, 1, new Cell(0, gauge(same, Aggregation.ALL), new LevelValue(5)));
    assertTrue(snapshot().find(same).isPresent());
  }

  @Test
  void theMostRecentGauge_isTheOneThatWasSetLast_whateverArrivesFirst() {
    stamped(a, 0, 1, Aggregation.MOST_RECENT, 5, 2_000);
    stamped(b, 0, 1, Aggregation.MOST_RECENT, 6, 1_000);
    assertEquals(5, snapshot().number("g.MOST_RECENT.value"));
    stamped(b, 1, 2, Aggregation.MOST_RECENT, 6, 3_000);
    assertEquals(6, snapshot().number("g.MOST_RECENT.value"));
    goodbye(b, 2);
    assertEquals(6, snapshot().number("g.MOST_RECENT.value"));
    stamped(a, 1, 2, Aggregation.MOST_RECENT, 7, 4_000);
    assertEquals(7, snapshot().number("g.MOST_RECENT.value"));
  }

  @Test
  void theMostRecentGaugeOfTheLiving_forgetsThoseThatHaveEnded() {
    stamped(a, 0, 1, Aggregation.LIVE_MOST_RECENT, 5, 1_000);
    stamped(b, 0, 1, Aggregation.LIVE_MOST_RECENT, 6, 2_000);
    assertEquals(6, snapshot().number("g.LIVE_MOST_RECENT.value"));
    goodbye(b, 1);
    assertEquals(5, snapshot().number("g.LIVE_MOST_RECENT.value"));
  }

  private void stamped(
      WorkerIdentity worker, long base, long seq, Aggregation aggregation, double value, long at) {
    SeriesId id = new SeriesId("g." + aggregation, Tags.empty());
    SeriesDescriptor definition = base > 0 ? null : gauge(id, aggregation);
    receive(worker, base, seq, new Cell(0, definition, new LevelValue(value, at)));
  }

  @Test
  void aFrameUponNothing_numbersAnew_andCountsOnlyWhatIsNew() {
    receive(a, 0, 1, counter(0, "c", 5), counter(1, "d", 1));
    receive(a, 0, 2, counter(0, "d", 3), counter(1, "c", 5));
    assertEquals(5, snapshot().number("c.value"));
    assertEquals(3, snapshot().number("d.value"));
  }

  private void assertGauges(double... expected) {
    String[] names = {"SUM", "LIVE_SUM", "MAX", "LIVE_MAX", "MIN", "LIVE_MIN"};
    for (int i = 0; i < names.length; i++) {
      assertEquals(expected[i], snapshot().number("g." + names[i] + ".value"), names[i]);
    }
  }

  @Test
  void aGaugeThatDoesNotKnow_hidesNoOther() {
    receive(a, 0, 1, gauge(0, "g", Aggregation.LIVE_SUM, Double.NaN));
    assertTrue(Double.isNaN(snapshot().number("g.value")));
    receive(b, 0, 1, gauge(0, "g", Aggregation.LIVE_SUM, 2));
    assertEquals(2, snapshot().number("g.value"));
  }

  @Test
  void aSilentWorkerWhoseProcessRuns_isKeptAndComesBack() {
    running.add(a);
    receive(a, 0, 1, counter(0, "c", 5), gauge(1, "g", Aggregation.LIVE_SUM, 3));
    assertEquals(1, snapshot().number("tapes.workers.value"));
    for (now = 0; now < 100_000 * SECOND; now += 100 * SECOND) {
      workers.tick(now);
    }
    assertEquals(0, snapshot().number("tapes.workers.value"));
    assertFalse(snapshot().at("g").isPresent());

    receive(a, 1, 2, new Cell(0, null, new SumValue(6)));
    assertEquals(6, snapshot().number("c.value"));
    assertEquals(3, snapshot().number("g.value"));
    assertEquals(1, snapshot().number("tapes.workers.value"));
    assertEquals(0, snapshot().number("tapes.workers.lost.value"));
  }

  @Test
  void aWorkerWhoseProcessIsGone_losesItsLiveGaugesAtOnceAndIsFoldedAwayLater() {
    running.add(a);
    receive(a, 0, 1, counter(0, "c", 5), gauge(1, "g", Aggregation.LIVE_SUM, 3));
    running.clear();
    now = 3 * SECOND;
    workers.tick(now);
    assertFalse(snapshot().at("g").isPresent());
    assertEquals(0, snapshot().number("tapes.workers.lost.value"));

    // What it had sent before arrives late.
    receive(a, 1, 2, new Cell(0, null, new SumValue(6)));
    now += 11 * SECOND;
    workers.tick(now);
    assertEquals(6, snapshot().number("c.value"));
    assertEquals(1, snapshot().number("tapes.workers.lost.value"));
  }

  @Test
  void aWorkerWhoseProcessCannotBeSeen_isKeptForTheForgetTimeout() {
    receive(a, 0, 1, counter(0, "c", 5));
    now = 3_599 * SECOND;
    workers.tick(now);
    receive(a, 1, 2, new Cell(0, null, new SumValue(6)));
    assertEquals(6, snapshot().number("c.value"));
    now += 3_601 * SECOND;
    workers.tick(now);
    assertEquals(1, snapshot().number("tapes.workers.lost.value"));
  }

  @Test
  void oneWorkerTooMany_isRefusedUnlessOneIsSilent() {
    receive(a, 0, 1);
    receive(b, 0, 1);
    receive(WorkerIdentity.ofThisProcess(), 0, 1);
    WorkerIdentity fourth = WorkerIdentity.ofThisProcess();
    receive(fourth, 0, 1, counter(0, "c", 1));
    assertEquals(1, snapshot().number("tapes.workers.refused.value"));
    assertFalse(snapshot().at("c").isPresent());

    now = 20 * SECOND;
    receive(b, 1, 2);
    workers.tick(now);
    receive(fourth, 0, 1, counter(0, "c", 1));
    assertEquals(1, snapshot().number("c.value"));
  }

  @Test
  void runningTime_standsStillWhileTheProcessDoes() {
    RunningTime time = new RunningTime(0);
    assertEquals(SECOND / 2, time.at(SECOND / 2));
    assertEquals(SECOND * 3 / 2, time.at(SECOND * 1_000));
    assertEquals(SECOND * 2, time.at(SECOND * 1_000 + SECOND / 2));
  }

  private static SeriesDescriptor gauge(SeriesId id, Aggregation aggregation) {
    return new SeriesDescriptor(id, new MetricInfo(id.name(), MetricKind.GAUGE, aggregation));
  }
}
