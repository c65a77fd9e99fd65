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
  private final EndedLog log = new EndedLog(3, () -> dropped[0]++);

  private static Series series(long incarnation, MetricValue value) {
    return new Series(ID, value, incarnation);
  }

  private long add(long incarnation) {
    return log.add(series(incarnation, new CounterValue(1, false)));
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

  private static Series continued(MetricValue... chain) {
    List<EndedSeries> ended = new ArrayList<>();
    for (int i = 0; i < chain.length; i++) {
      ended.add(new EndedSeries(series(i + 1, chain[i]), i + 1));
    }
    Snapshot none = Snapshot.of(0, List.of());
    return none.withEnded(ended).continuing(none).series().get(0);
  }

  @Test
  void countsOfAChain_addUp_andWhatMayFallDoesNot() {
    CounterValue five = new CounterValue(5, false);
    CounterValue three = new CounterValue(3, false);
    assertEquals(series(1, new CounterValue(8, false)), continued(five, three));
    assertEquals(1, continued(five, three).incarnation());
    CounterValue fallen = new CounterValue(5, true);
    assertEquals(series(2, three), continued(fallen, three));
    assertEquals(2, continued(fallen, three).incarnation());
    assertEquals(series(2, fallen), continued(three, fallen));
    CounterValue negative = new CounterValue(-1, false);
    assertEquals(series(2, three), continued(negative, three));
    assertEquals(
        series(1, new CounterValue(3, false)), continued(new CounterValue(0, false), three));
    MetricValue gauge = new GaugeValue(5, Aggregation.SUM);
    assertEquals(
        series(2, new GaugeValue(3, Aggregation.SUM)),
        continued(gauge, new GaugeValue(3, Aggregation.SUM)));
    assertEquals(series(2, new MeterValue(2, Rates.ZERO)), continued(five, meter(2)));
    assertEquals(series(2, new MeterValue(6, Rates.ZERO)), continued(five, meter(2), meter(4)));
  }

  @Test
  void whatEndedAfterItWasRead_isShownAsItWasAtItsEnd_andASuccessorInItsPlace() {
    Snapshot living = Snapshot.of(0, List.of(series(1, new CounterValue(4, false))));
    EndedSeries last = new EndedSeries(series(1, new CounterValue(5, false)), 1);
    assertEquals(
        List.of(series(1, new CounterValue(5, false))), living.withEnded(List.of(last)).series());
    EndedSeries before = new EndedSeries(series(7, new CounterValue(9, false)), 1);
    assertEquals(
        List.of(series(1, new CounterValue(4, false))), living.withEnded(List.of(before)).series());
  }

  private static MetricValue meter(long count) {
    return new MeterValue(count, Rates.ZERO);
  }
}
