package io.tapes.distributed.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tapes.EndedSeries;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.worker.SnapshotDiff.Change;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What differs between two snapshots, in the order in which it is sent. */
class SnapshotDiffTest {
  private static Series counter(String name, long value, long incarnation) {
    MetricInfo info = MetricInfo.of(name, MetricKind.COUNTER);
    return new Series(new SeriesId(name, Tags.empty()), info, new SumValue(value), incarnation, 0);
  }

  private static Series gauge(String name, double value) {
    return Series.gauge(new SeriesId(name, Tags.empty()), value);
  }

  private static MetricValue count(long value) {
    return new SumValue(value);
  }

  private static SnapshotDiff diff(List<Series> before, List<Series> now, EndedSeries... ended) {
    return SnapshotDiff.of(before, now, List.of(ended));
  }

  @Test
  void ofTheSame_isNothing() {
    List<Series> now = List.of(counter("a", 1, 1), gauge("b", 2));
    assertEquals(List.of(), diff(now, now).changes());
    assertSame(now, diff(now, now).series());
    List<Series> equal = List.of(counter("a", 1, 1), gauge("b", 2));
    assertEquals(List.of(), diff(now, equal).changes());
  }

  @Test
  void newAndChangedSeries_areToldWithWhatWasBefore() {
    List<Series> before = List.of(counter("b", 1, 1), counter("d", 4, 2));
    List<Series> now =
        List.of(counter("a", 7, 3), counter("b", 2, 1), counter("c", 8, 4), counter("d", 4, 2));
    SnapshotDiff diff = diff(before, now);
    assertEquals(
        List.of(
            new Change(now.get(0), null, Change.LIVES),
            new Change(now.get(1), count(1), Change.LIVES),
            new Change(now.get(2), null, Change.LIVES)),
        diff.changes());
    assertSame(now, diff.series());
    assertEquals(new SeriesId("a", Tags.empty()), diff.changes().get(0).id());
  }

  @Test
  void seriesThatAreNoLongerThere_areToldAsGone() {
    List<Series> before = List.of(counter("a", 1, 1), gauge("b", 2), counter("c", 3, 3));
    SnapshotDiff diff = diff(before, List.of(before.get(2)));
    assertEquals(
        List.of(
            new Change(before.get(0), count(1), 0),
            new Change(before.get(1), before.get(1).value(), 0)),
        diff.changes());
    assertEquals(
        List.of(new Change(before.get(0), count(1), 0)),
        diff(List.of(before.get(0)), List.of()).changes());
  }

  @Test
  void aSeriesMadeAgain_isGone_andThenNew() {
    List<Series> before = List.of(counter("a", 5, 1));
    List<Series> now = List.of(counter("a", 2, 2));
    assertEquals(
        List.of(new Change(before.get(0), count(5), 0), new Change(now.get(0), null, Change.LIVES)),
        diff(before, now).changes());
  }

  @Test
  void whatEnded_comesFirst_withItsNumber_andWhatItWasBefore() {
    List<Series> before =
        List.of(counter("a", 1, 1), counter("b", 2, 2), counter("c", 3, 3), counter("d", 4, 4));
    Series last = counter("c", 9, 3);
    Series brief = counter("e", 6, 7);
    Series successor = counter("c", 1, 8);
    List<Series> now = List.of(before.get(0), before.get(1), successor, before.get(3));
    SnapshotDiff diff = diff(before, now, new EndedSeries(last, 5), new EndedSeries(brief, 6));
    assertEquals(
        List.of(
            new Change(last, count(3), 5),
            new Change(brief, null, 6),
            new Change(successor, null, Change.LIVES)),
        diff.changes());
    assertSame(now, diff.series());
  }

  @Test
  void whatEndedSinceTheSnapshot_isNotToldAsLivingToo() {
    List<Series> before = List.of(counter("a", 1, 1), counter("b", 2, 2));
    List<Series> now = List.of(counter("a", 4, 1), before.get(1), counter("z", 1, 9));
    SnapshotDiff diff =
        diff(
            before,
            now,
            new EndedSeries(counter("a", 5, 1), 1),
            new EndedSeries(counter("z", 1, 9), 2));
    assertEquals(
        List.of(
            new Change(counter("a", 5, 1), count(1), 1), new Change(counter("z", 1, 9), null, 2)),
        diff.changes());
    assertEquals(List.of(before.get(1)), diff.series());
  }

  @Test
  void theEndOfAnEarlierSeries_hasNothingBefore() {
    List<Series> before = List.of(counter("a", 1, 1));
    SnapshotDiff diff = diff(before, before, new EndedSeries(counter("a", 5, 2), 1));
    assertEquals(List.of(new Change(counter("a", 5, 2), null, 1)), diff.changes());
  }

  @Test
  void countsOfASource_thatAreMissing_areTakenForUnchanged() {
    List<Series> before = List.of(counter("a", 1, 0), gauge("b", 2), counter("c", 3, 0));
    SnapshotDiff diff = diff(before, List.of(before.get(2)));
    assertEquals(List.of(new Change(before.get(1), before.get(1).value(), 0)), diff.changes());
    assertEquals(List.of(before.get(0), before.get(2)), diff.series());
    List<Series> back = List.of(counter("a", 4, 0), before.get(2));
    assertEquals(
        List.of(new Change(back.get(0), count(1), Change.LIVES)),
        diff(diff.series(), back).changes());
  }

  @Test
  void soManyCountsOfSources_areTakenForUnchanged_andTheRestAsGone() {
    List<Series> before = new ArrayList<>();
    for (int i = 0; i < SnapshotDiff.MAX_MISSING + 2; i++) {
      before.add(counter("c%05d".formatted(i), i, 0));
    }
    SnapshotDiff diff = diff(before, List.of());
    assertEquals(2, diff.changes().size());
    assertEquals(before.get(SnapshotDiff.MAX_MISSING), diff.changes().get(0).series());
    assertEquals(before.subList(0, SnapshotDiff.MAX_MISSING), diff.series());
  }
}
