package io.tapes.cli;

import io.tapes.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What destinations have been given, kept when a reporter of theirs goes: the next one to the same
 * destination goes on from there, instead of sending all totals as one increase. One thread at a
 * time may use an instance.
 */
final class Deliveries {
  /** Enough for every change of a configuration; each holds a whole snapshot. */
  private static final int MOST = 64;

  /**
   * What one destination has.
   *
   * @param destination a kind of reporter and an address
   * @param settings those of the reporter that went
   * @param delivered what it had delivered
   */
  record Kept(String destination, Map<String, String> settings, Snapshot delivered) {}

  private final List<Kept> kept = new ArrayList<>();

  /** Those that a reporter of the present settings has taken up. */
  private final List<Kept> taken = new ArrayList<>();

  void keep(Kept one) {
    kept.add(one);
    if (kept.size() > MOST) {
      kept.remove(0);
    }
  }

  /**
   * What a new reporter goes on from. Where several went, the one that is most like it; where one
   * becomes two, both take up the same.
   */
  Optional<Snapshot> take(String destination, Map<String, String> settings) {
    Optional<Kept> best =
        likest(kept, destination, settings).or(() -> likest(taken, destination, settings));
    best.ifPresent(
        one -> {
          kept.remove(one);
          taken.add(one);
        });
    return best.map(Kept::delivered);
  }

  private static Optional<Kept> likest(
      List<Kept> from, String destination, Map<String, String> settings) {
    return from.stream()
        .filter(one -> one.destination().equals(destination))
        .max(Comparator.comparingLong(one -> alike(one.settings(), settings)));
  }

  private static long alike(Map<String, String> one, Map<String, String> other) {
    return one.entrySet().stream().filter(other.entrySet()::contains).count();
  }

  /** From now on, what was taken up belongs to those who did. */
  void settle() {
    taken.clear();
  }

  /** What no reporter has taken up. */
  List<Kept> left() {
    return List.copyOf(kept);
  }
}
