package io.tapes.soak;

import java.nio.file.Path;

/** The ledger of one worker process, and whether it has ended. One thread. */
final class WorkerLedger {
  private final String worker;
  private final Path file;
  private SlotLedger slots;
  private boolean over;

  WorkerLedger(String worker, Path file) {
    this.worker = worker;
    this.file = file;
    this.slots = SlotLedger.read(file);
  }

  String worker() {
    return worker;
  }

  Path file() {
    return file;
  }

  /** Called when the process is gone, so that the ledger is what it will always be. */
  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  SlotLedger slots() {
    if (!slots.exists()) {
      slots = SlotLedger.read(file);
    }
    return slots;
  }

  /** Whether the series is no more because of its worker or of itself. */
  boolean hasEnded(int slot) {
    return over || slots().life(slot) == SlotLedger.Life.REMOVED;
  }

  /**
   * Whether the aggregate must not show it in the end: gauges are gone when they are removed, those
   * of living workers when their worker is.
   */
  boolean mustVanish(int slot) {
    SeriesKind kind = Slots.kind(slot);
    return kind.isGauge()
        && (slots().life(slot) == SlotLedger.Life.REMOVED || (over && kind.isLive()));
  }

  /** Whether it may be missing in the aggregate: it has no record that returned, or no owner. */
  boolean mayBeMissing(int slot) {
    SlotLedger.Life life = slots().life(slot);
    return slots().range(slot).done() == 0
        || (Slots.kind(slot).isGauge() && life == SlotLedger.Life.REMOVING);
  }
}
