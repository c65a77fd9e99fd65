package io.tapes.soak;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Compares the pages of an aggregator with the ledgers of all its workers, series by series. One
 * thread.
 */
final class LedgerCheck {
  /*
   * Series leave the aggregate some time after their end, and there are too many to keep them all.
   * So each look at a page takes up those that have ended: such a series must at some time show
   * exactly what the ledger says, from then on never anything else, and then may be missing. What
   * has not come so far when everything is over is wrong. What must vanish is done with when it was
   * missing for some looks in a row: it was missing before it came, too.
   */
  private static final int LOOKS = 5;

  private final Map<String, Progress> progress = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final boolean forgets;
  private long compared;

  /**
   * Nothing is compared yet.
   *
   * @param forgets whether the aggregator is killed, and may show less for a while after it
   */
  LedgerCheck(boolean forgets) {
    this.forgets = forgets;
  }

  /** What is known of the series of one worker. */
  private static final class Progress {
    final BitSet exact = new BitSet();
    final BitSet done = new BitSet();
    final Map<Integer, Integer> missing = new HashMap<>();
  }

  /** What a series shows, in records; a distribution shows it twice. */
  static boolean admits(Page page, SlotLedger.Range range, int slot, String worker) {
    OptionalDouble count = page.sample(Slots.key(slot, worker));
    if (count.isEmpty() || !range.admits(count.getAsDouble())) {
      return false;
    }
    SeriesKind kind = Slots.kind(slot);
    if (kind != SeriesKind.HISTOGRAM && kind != SeriesKind.TIMER) {
      return true;
    }
    double sum = page.sample(Slots.sumKey(slot, worker)).orElse(-1);
    double units = kind == SeriesKind.TIMER ? Math.rint(sum * 1e9) : sum;
    return units % SeriesKind.VALUE == 0 && range.admits(units / SeriesKind.VALUE);
  }

  /** Takes up what a page shows, which was taken before this call. */
  void look(Page page, List<WorkerLedger> ledgers) {
    page.twice().forEach(key -> wrong.add(key + " stands on the page twice"));
    for (WorkerLedger ledger : ledgers) {
      Progress known = progress.computeIfAbsent(ledger.worker(), w -> new Progress());
      int slots = ledger.slots().slots();
      for (int slot = known.done.nextClearBit(Slots.OWN);
          slot < slots;
          slot = known.done.nextClearBit(slot + 1)) {
        look(page, ledger, slot, known);
      }
    }
  }

  private void look(Page page, WorkerLedger ledger, int slot, Progress known) {
    OptionalDouble shown = page.sample(Slots.key(slot, ledger.worker()));
    SlotLedger.Range range = ledger.slots().range(slot);
    if (shown.isPresent() && shown.getAsDouble() > range.begun()) {
      wrong.add(describe(page, ledger, slot) + ": too much");
      known.done.set(slot);
    } else if (!ledger.hasEnded(slot)) {
      return;
    } else if (ledger.mustVanish(slot)) {
      int looks = shown.isPresent() ? 0 : known.missing.merge(slot, 1, Integer::sum);
      if (looks == 0) {
        known.missing.remove(slot);
      } else if (looks == LOOKS) {
        finish(known, slot);
        known.missing.remove(slot);
      }
    } else if (admits(page, range, slot, ledger.worker())) {
      compared += known.exact.get(slot) ? 0 : 1;
      known.exact.set(slot);
    } else if (known.exact.get(slot) && shown.isPresent() && forgets) {
      known.exact.clear(slot);
    } else if (known.exact.get(slot) && shown.isPresent()) {
      wrong.add(describe(page, ledger, slot) + ": it was exact before");
      known.done.set(slot);
    } else if (shown.isEmpty() && (known.exact.get(slot) || ledger.mayBeMissing(slot))) {
      finish(known, slot);
    }
  }

  private void finish(Progress known, int slot) {
    compared += known.exact.get(slot) ? 0 : 1;
    known.done.set(slot);
  }

  private static String describe(Page page, WorkerLedger ledger, int slot) {
    String worker = ledger.worker();
    return "%s is %s (sum %s), the ledger has %s, %s%s"
        .formatted(
            Slots.key(slot, worker),
            text(page.sample(Slots.key(slot, worker))),
            text(page.sample(Slots.sumKey(slot, worker))),
            ledger.slots().range(slot),
            ledger.slots().life(slot),
            ledger.isOver() ? ", worker ended" : "");
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "missing";
  }

  /** Whether nothing more has to be seen of a worker's own series. */
  boolean isDone(WorkerLedger ledger) {
    Progress known = progress.get(ledger.worker());
    return ledger.isOver()
        && known != null
        && known.done.nextClearBit(Slots.OWN) >= ledger.slots().slots();
  }

  /**
   * What is not exact of series that stand still: those of the living, and those that have ended
   * and were never exact. Of the latter an aggregator that is killed may have had some for so short
   * a time that no look found them; they are judged where they were passed on to.
   */
  List<String> differences(Page page, List<WorkerLedger> ledgers) {
    List<String> differences = new ArrayList<>();
    for (WorkerLedger ledger : ledgers) {
      Progress known = progress.computeIfAbsent(ledger.worker(), w -> new Progress());
      for (int slot = Slots.OWN; slot < ledger.slots().slots(); slot++) {
        if (known.done.get(slot) || known.exact.get(slot) || (forgets && ledger.hasEnded(slot))) {
          continue;
        }
        boolean missing = page.sample(Slots.key(slot, ledger.worker())).isEmpty();
        boolean right =
            ledger.mustVanish(slot)
                ? missing
                : (missing && ledger.mayBeMissing(slot))
                    || admits(page, ledger.slots().range(slot), slot, ledger.worker());
        if (!right) {
          differences.add(describe(page, ledger, slot));
        }
      }
    }
    return differences;
  }

  /** Series that have ended and were found exact, or gone as they must be, so far. */
  long compared() {
    return compared;
  }

  List<String> wrong() {
    return wrong;
  }
}
