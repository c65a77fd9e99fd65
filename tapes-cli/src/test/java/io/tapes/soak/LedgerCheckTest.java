package io.tapes.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.soak.SlotLedger.Life;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that is wrong by one is found, whatever became of the series and its worker. */
class LedgerCheckTest {
  private static final int COUNTER = Slots.OWN;
  private static final int HISTOGRAM = Slots.first(SeriesKind.HISTOGRAM);
  private static final int SUM = Slots.first(SeriesKind.SUM);
  private static final int LIVE_SUM = Slots.first(SeriesKind.LIVE_SUM);

  @TempDir Path folder;
  private final LedgerCheck check = new LedgerCheck(false);
  private SlotLedger written;
  private WorkerLedger ledger;

  @BeforeEach
  void makeLedger() throws IOException {
    Path file = folder.resolve("ledger");
    written = SlotLedger.create(file);
    while (written.slots() <= Slots.OWN + SeriesKind.values().length) {
      written.next();
    }
    ledger = new WorkerLedger("w", file);
  }

  private void record(int slot, int times) {
    written.live(slot, Life.MADE);
    for (int i = 0; i < times; i++) {
      written.end(slot, written.begin(slot));
    }
  }

  private static Page page(String... samples) throws IOException {
    return Page.of(new BufferedReader(new StringReader(String.join("\n", samples))));
  }

  private static String sample(int slot, long value) {
    return Slots.kind(slot).sample(Slots.metric(slot)) + "{s=\"" + slot + "\",w=\"w\"} " + value;
  }

  private static String sum(int slot, long value) {
    return Slots.kind(slot).sumSample(Slots.metric(slot)) + "{s=\"" + slot + "\",w=\"w\"} " + value;
  }

  private void look(String... samples) throws IOException {
    check.look(page(samples), List.of(ledger));
  }

  private boolean isExact(String... samples) throws IOException {
    return check.differences(page(samples), List.of(ledger)).isEmpty();
  }

  @Test
  void aLivingSeries_isExactAtRest_orWrong() throws IOException {
    record(COUNTER, 5);
    assertTrue(isExact(sample(COUNTER, 5)));
    assertFalse(isExact(sample(COUNTER, 4)));
    assertFalse(isExact());
    look(sample(COUNTER, 4));
    assertEquals(List.of(), check.wrong());
    look(sample(COUNTER, 6));
    assertEquals(1, check.wrong().size());
  }

  @Test
  void aRecordUnderWayWhenTheWorkerWasKilled_mayCountOrNot() throws IOException {
    record(COUNTER, 5);
    written.begin(COUNTER);
    ledger.end();
    assertTrue(isExact(sample(COUNTER, 5)));
    assertTrue(isExact(sample(COUNTER, 6)));
    assertFalse(isExact(sample(COUNTER, 7)));
  }

  @Test
  void aDistribution_isExactInCountAndSum() throws IOException {
    record(HISTOGRAM, 3);
    assertTrue(isExact(sample(HISTOGRAM, 3), sum(HISTOGRAM, 3L * SeriesKind.VALUE)));
    assertFalse(isExact(sample(HISTOGRAM, 3), sum(HISTOGRAM, 3L * SeriesKind.VALUE - 1)));
    assertFalse(isExact(sample(HISTOGRAM, 3), sum(HISTOGRAM, 2L * SeriesKind.VALUE)));
  }

  @Test
  void aSeriesThatEnded_mustBeExactBeforeItMayBeMissing() throws IOException {
    record(COUNTER, 5);
    written.live(COUNTER, Life.REMOVED);
    look(sample(COUNTER, 4));
    assertFalse(isExact());
    look(sample(COUNTER, 5));
    assertEquals(1, check.compared());
    look();
    assertTrue(isExact());
    assertEquals(List.of(), check.wrong());
  }

  @Test
  void aSeriesThatWasExactAndIsLessLater_isWrong() throws IOException {
    record(COUNTER, 5);
    written.live(COUNTER, Life.REMOVED);
    look(sample(COUNTER, 5));
    look(sample(COUNTER, 4));
    assertEquals(1, check.wrong().size());
  }

  @Test
  void aSeriesThatEnded_isJudgedOnlyWhereNothingIsForgotten() throws IOException {
    LedgerCheck ofKilled = new LedgerCheck(true);
    record(COUNTER, 5);
    assertFalse(ofKilled.differences(page(), List.of(ledger)).isEmpty());
    written.live(COUNTER, Life.REMOVED);
    assertTrue(ofKilled.differences(page(), List.of(ledger)).isEmpty());
    ofKilled.look(page(sample(COUNTER, 6)), List.of(ledger));
    assertEquals(1, ofKilled.wrong().size());
  }

  @Test
  void gauges_vanishWhenTheyAreRemoved_andThoseOfLivingWorkersWithTheirWorker() throws IOException {
    record(SUM, 5);
    record(LIVE_SUM, 7);
    assertTrue(isExact(sample(SUM, 5), sample(LIVE_SUM, 7)));
    ledger.end();
    assertFalse(isExact(sample(SUM, 5), sample(LIVE_SUM, 7)));
    assertFalse(isExact());
    assertTrue(isExact(sample(SUM, 5)));
    written.live(SUM, Life.REMOVED);
    assertFalse(isExact(sample(SUM, 5)));
    assertTrue(isExact());
  }

  @Test
  void aSeriesThatStandsOnThePageTwice_isWrong() throws IOException {
    record(COUNTER, 5);
    look(sample(COUNTER, 5), sample(COUNTER, 5));
    assertEquals(1, check.wrong().size());
  }

  @Test
  void sharedSeries_areTheSumOfAllLedgers() throws IOException {
    record(0, 5);
    SharedTotals totals = new SharedTotals();
    assertEquals(List.of(), totals.differences(page("soak_all_counter_total 5"), List.of(ledger)));
    assertEquals(1, totals.differences(page("soak_all_counter_total 4"), List.of(ledger)).size());
    totals.keep(ledger);
    assertEquals(List.of(), totals.differences(page("soak_all_counter_total 10"), List.of(ledger)));
  }
}
