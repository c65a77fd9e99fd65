package io.tapes.soak;

import io.tapes.Tags;
import java.util.List;

/** Which series a slot of a ledger stands for. The first ones are shared by all workers. */
final class Slots {
  private static final List<SeriesKind> ALL = List.of(SeriesKind.values());
  private static final List<SeriesKind> COUNTED =
      List.of(SeriesKind.COUNTER, SeriesKind.METER, SeriesKind.HISTOGRAM, SeriesKind.TIMER);
  private static final List<SeriesKind> COMBINED =
      List.of(
          SeriesKind.SUM,
          SeriesKind.MAX,
          SeriesKind.MIN,
          SeriesKind.LIVE_SUM,
          SeriesKind.LIVE_MAX,
          SeriesKind.LIVE_MIN);

  /** From here on, shared series are removed and made again. */
  static final int AGAIN = COUNTED.size() + COMBINED.size();

  /** From here on, each series is one worker's alone and lives once. */
  static final int OWN = AGAIN + COUNTED.size();

  private Slots() {}

  static SeriesKind kind(int slot) {
    if (slot >= OWN) {
      return ALL.get((slot - OWN) % ALL.size());
    }
    int shared = slot % AGAIN;
    return shared < COUNTED.size() ? COUNTED.get(shared) : COMBINED.get(shared - COUNTED.size());
  }

  /** The first slot that is one worker's alone and of that kind. */
  static int first(SeriesKind kind) {
    return OWN + ALL.indexOf(kind);
  }

  static String metric(int slot) {
    String who = slot >= OWN ? "own" : slot >= AGAIN ? "again" : "all";
    return "soak." + who + "." + kind(slot).word();
  }

  static Tags tags(int slot, String worker) {
    return slot >= OWN ? Tags.of("s", Integer.toString(slot), "w", worker) : Tags.empty();
  }

  /** What {@link Page} has its count or value under. */
  static String key(int slot, String worker) {
    return key(kind(slot).sample(metric(slot)), slot, worker);
  }

  /** What {@link Page} has its sum under. */
  static String sumKey(int slot, String worker) {
    return key(kind(slot).sumSample(metric(slot)), slot, worker);
  }

  private static String key(String sample, int slot, String worker) {
    return slot >= OWN ? sample + "/" + slot + "/" + worker : sample;
  }
}
