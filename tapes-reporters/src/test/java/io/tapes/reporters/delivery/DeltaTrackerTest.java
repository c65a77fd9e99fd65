package io.tapes.reporters.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeltaTrackerTest {
  private static final SeriesId A = new SeriesId("a", Tags.empty());
  private static final SeriesId B = new SeriesId("b", Tags.empty());

  private final DeltaTracker tracker = DeltaTracker.timed();

  private static Snapshot snapshot(long millis, long a, long b) {
    return Snapshot.of(millis, List.of(Series.counter(A, a), Series.counter(B, b)));
  }

  private void some(Snapshot now, boolean a, boolean b) {
    tracker.some(now, new boolean[] {a, b}, List.of());
  }

  @Test
  void whatWasNeverDelivered_hasNoTime() {
    assertEquals(OptionalLong.empty(), tracker.millis(A));
    some(snapshot(10, 1, 1), false, false);
    assertEquals(OptionalLong.empty(), tracker.millis(A));
    some(snapshot(20, 2, 2), true, false);
    assertEquals(OptionalLong.of(20), tracker.millis(A));
    assertEquals(OptionalLong.empty(), tracker.millis(B));
    some(snapshot(30, 3, 3), true, false);
    assertEquals(OptionalLong.empty(), tracker.millis(B));
    assertNull(tracker.value(Series.counter(B, 3)));
  }

  @Test
  void aDeliveryOfNothing_changesNothing() {
    tracker.all(snapshot(10, 1, 1));
    some(snapshot(20, 2, 2), true, false);
    some(snapshot(30, 3, 3), false, false);
    assertEquals(OptionalLong.of(20), tracker.millis(A));
    assertEquals(OptionalLong.of(10), tracker.millis(B));
    assertEquals(new SumValue(2), tracker.value(Series.counter(A, 3)));
    assertEquals(new SumValue(1), tracker.value(Series.counter(B, 3)));
    tracker.all(snapshot(40, 4, 4));
    assertEquals(OptionalLong.of(40), tracker.millis(B));
  }

  @Test
  void whatIsGone_isToldOnce_alsoWhileNothingIsDelivered() {
    tracker.all(snapshot(10, 1, 1));
    Snapshot rest = Snapshot.of(20, List.of(Series.gauge(B, 1)));
    Snapshot last = Snapshot.of(10, List.of(Series.gauge(A, 1), Series.gauge(B, 1)));
    tracker.all(last);
    assertEquals(1, tracker.gone(rest).size());
    tracker.some(rest, new boolean[] {false}, List.of());
    assertEquals(List.of(), tracker.gone(rest));
  }
}
