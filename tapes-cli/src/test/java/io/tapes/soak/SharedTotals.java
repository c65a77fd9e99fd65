package io.tapes.soak;

import io.tapes.soak.SlotLedger.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** The series that all workers have: what their ledgers add up to. One thread. */
final class SharedTotals {
  /** Of workers that have ended and whose ledgers are gone. */
  private final List<List<Range>> ended = new ArrayList<>();

  /** Keeps what counts of a ledger that will be removed. */
  void keep(WorkerLedger ledger) {
    ended.add(ranges(ledger));
  }

  private static List<Range> ranges(WorkerLedger ledger) {
    List<Range> ranges = new ArrayList<>();
    for (int slot = 0; slot < Slots.OWN; slot++) {
      ranges.add(slot < ledger.slots().slots() ? ledger.slots().range(slot) : Range.NONE);
    }
    return ranges;
  }

  /** What a page shows that is not in the ledgers while nothing is recorded. */
  List<String> differences(Page page, List<WorkerLedger> ledgers) {
    List<String> differences = new ArrayList<>();
    for (int slot = 0; slot < Slots.OWN; slot++) {
      Range range = range(slot, ledgers);
      if (!range.equals(Range.NONE) && !LedgerCheck.admits(page, range, slot, "")) {
        differences.add(
            "%s is %s, the ledgers have %s"
                .formatted(Slots.metric(slot), page.sample(Slots.key(slot, "")), range));
      }
    }
    return differences;
  }

  private Range range(int slot, List<WorkerLedger> ledgers) {
    SeriesKind kind = Slots.kind(slot);
    BinaryOperator<Range> combine =
        switch (kind) {
          case MAX, LIVE_MAX -> Range::max;
          case MIN, LIVE_MIN -> Range::min;
          default -> Range::plus;
        };
    Stream<Range> kept = kind.isLive() ? Stream.of() : ended.stream().map(all -> all.get(slot));
    Stream<Range> here =
        ledgers.stream()
            .filter(ledger -> !kind.isLive() || !ledger.isOver())
            .filter(ledger -> slot < ledger.slots().slots())
            .map(ledger -> ledger.slots().range(slot));
    return Stream.concat(kept, here)
        .filter(range -> range.begun() > 0)
        .reduce(combine)
        .orElse(Range.NONE);
  }
}
