package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Last values between those who remove and those who report. */
class EndedLogTest {
  private static final SeriesId ID = new SeriesId("x", Tags.empty());

  private final int[] dropped = {0};
  private final EndedLog log = new EndedLog(3, Long.MAX_VALUE, () -> dropped[0]++);

  private static Series series(long incarnation, MetricKind kind, MetricValue value) {
    return new Series(ID, MetricInfo.of(ID.name(), kind), value, incarnation, 0);
  }

  private static Series counter(long incarnation, SumValue value) {
    return series(incarnation, MetricKind.COUNTER, value);
  }

  private static Series upDown(long incarnation, SumValue value) {
    return series(incarnation, MetricKind.UP_DOWN_COUNTER, value);
  }

  private static Series counter(long incarnation, long value) {
    return counter(incarnation, new SumValue(value));
  }

  private static Series gauge(long incarnation, double value) {
    return series(incarnation, MetricKind.GAUGE, new LevelValue(value));
  }

  private static Series meter(long incarnation, long count) {
    return series(incarnation, MetricKind.METER, new SumValue(count));
  }

  private long add(long incarnation) {
    return log.add(counter(incarnation, 1));
  }

  private static List<Long> numbers(LastValues reader) {
    return reader.pending().stream().map(EndedSeries::number).toList();
  }

  @Test
  void withoutAReader_nothingIsKept_andTheNumbersGoOn() {
    assertFalse(log.isRead());
    assertEquals(1, add(1));
    assertEquals(2, add(2));
    assertEquals(0, log.size());
    LastValues reader = log.open();
    assertTrue(log.isRead());
    assertEquals(List.of(), reader.pending());
    assertEquals(3, add(3));
    assertEquals(List.of(3L), numbers(reader));
    assertEquals(3, reader.pending().get(0).series().incarnation());
  }

  @Test
  void whatEveryReaderHasDelivered_goes() {
    LastValues slow = log.open();
    LastValues quick = log.open();
    add(1);
    add(2);
    quick.delivered(2);
    assertEquals(List.of(), quick.pending());
    assertEquals(List.of(1L, 2L), numbers(slow));
    assertEquals(2, log.size());
    slow.delivered(1);
    slow.delivered(0); // an older one came late
    assertEquals(List.of(2L), numbers(slow));
    assertEquals(1, log.size());
    add(3);
    assertEquals(List.of(3L), numbers(quick));
    slow.close();
    assertEquals(1, log.size());
    assertEquals(List.of(3L), numbers(quick));
    quick.close();
    quick.close();
    assertEquals(0, log.size());
    assertFalse(log.isRead());
    assertEquals(0, dropped[0]);
  }

  @Test
  void beyondTheLimit_theOldestAreDroppedAndCounted() {
    LastValues reader = log.open();
    for (int i = 1; i <= 3; i++) {
      add(i);
    }
    assertEquals(0, dropped[0]);
    add(4);
    add(5);
    assertEquals(2, dropped[0]);
    assertEquals(3, log.size());
    assertEquals(List.of(3L, 4L, 5L), numbers(reader));
  }

  @Test
  void beyondTheBytes_theOldestAreDropped_howeverLargeTheNewestIs() {
    EndedLog small = new EndedLog(1_000, 10_000, () -> dropped[0]++);
    LastValues reader = small.open();
    for (int i = 1; i <= 20; i++) {
      small.add(counter(i, 1));
    }
    assertEquals(20, numbers(reader).size());
    Registry registry = Registry.create();
    for (int i = 0; i < 255; i++) {
      registry.histogram("wide").record(i);
    }
    small.add(series(21, MetricKind.HISTOGRAM, registry.snapshot().series().get(0).value()));
    assertEquals(17, dropped[0], "each of the small ones takes 402 bytes, the wide one 8,562");
    assertEquals(List.of(18L, 19L, 20L, 21L), numbers(reader));
    reader.delivered(21);
    for (int i = 22; i <= 41; i++) {
      small.add(counter(i, 1));
    }
    assertEquals(20, numbers(reader).size(), "what is delivered takes nothing");
    EndedLog tiny = new EndedLog(10, 1, () -> dropped[0]++);
    LastValues last = tiny.open();
    tiny.add(counter(1, 1));
    tiny.add(counter(2, 1));
    assertEquals(List.of(2L), numbers(last), "the newest is kept in any case");
  }

  private static Series continued(Series... chain) {
    List<EndedSeries> ended = new ArrayList<>();
    for (Series one : chain) {
      ended.add(new EndedSeries(one, one.incarnation()));
    }
    Snapshot none = Snapshot.of(0, List.of());
    return none.withEnded(ended).continuing(none).series().get(0);
  }

  @Test
  void countsOfAChain_addUp_andWhatMayFallDoesNot() {
    Series both = continued(counter(1, 5), counter(2, 3));
    assertEquals(counter(1, 8), both);
    assertEquals(1, both.incarnation());
    SumValue fallen = new SumValue(5, 2);
    Series afterFall = continued(counter(1, fallen), counter(2, 3));
    assertEquals(counter(1, new SumValue(8, 2)), afterFall);
    Series rest = continued(upDown(1, fallen), upDown(2, new SumValue(3)));
    assertEquals(upDown(2, new SumValue(3)), rest);
    assertEquals(2, rest.incarnation());
    assertEquals(counter(1, 3), continued(counter(1, 0), counter(2, 3)));
    assertEquals(gauge(2, 3), continued(gauge(1, 5), gauge(2, 3)));
    assertEquals(meter(2, 2), continued(counter(1, 5), meter(2, 2)));
    assertEquals(meter(2, 6), continued(counter(1, 5), meter(2, 2), meter(3, 4)));
  }

  @Test
  void whatEndedAfterItWasRead_isShownAsItWasAtItsEnd_andASuccessorInItsPlace() {
    Snapshot living = Snapshot.of(0, List.of(counter(1, 4)));
    EndedSeries last = new EndedSeries(counter(1, 5), 1);
    assertEquals(List.of(counter(1, 5)), living.withEnded(List.of(last)).series());
    EndedSeries before = new EndedSeries(counter(7, 9), 1);
    assertEquals(List.of(counter(1, 4)), living.withEnded(List.of(before)).series());
  }
}
