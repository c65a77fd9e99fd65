package io.tapes.distributed.worker;

import io.tapes.Series;
import io.tapes.SeriesId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which number each series of a worker goes by. One thread at a time. */
final class SeriesNumbers {
  /*
   * A series gets the lowest number that is free, so numbers are below the most series that there
   * were at one time. What a frame changes is taken back if the frame is not finished.
   */
  private record Numbered(int number, long incarnation) {}

  private record Undo(SeriesId id, @Nullable Numbered before) {}

  private final Map<SeriesId, Numbered> numbers = new HashMap<>();
  private final BitSet used = new BitSet();
  private final List<Undo> changed = new ArrayList<>();

  /** The number of a series, below 0 if it has none. */
  int of(Series series) {
    Numbered known = numbers.get(series.id());
    return known == null || known.incarnation != series.incarnation() ? -1 : known.number;
  }

  /** The number that the next series gets. */
  int free() {
    return used.nextClearBit(0);
  }

  void give(Series series, int number) {
    set(series.id(), new Numbered(number, series.incarnation()));
  }

  /** The series has ended: its number is free. */
  void take(Series series) {
    set(series.id(), null);
  }

  private void set(SeriesId id, @Nullable Numbered now) {
    changed.add(new Undo(id, numbers.get(id)));
    replace(id, now);
  }

  private void replace(SeriesId id, @Nullable Numbered now) {
    Numbered before = now == null ? numbers.remove(id) : numbers.put(id, now);
    if (before != null) {
      used.clear(before.number);
    }
    if (now != null) {
      used.set(now.number);
    }
  }

  /** What was changed since the last call stays. */
  void commit() {
    changed.clear();
  }

  /** What was changed since the last commit is as it was. */
  void rollBack() {
    while (!changed.isEmpty()) {
      Undo last = changed.get(changed.size() - 1);
      replace(last.id, last.before);
      changed.remove(changed.size() - 1);
    }
  }

  int size() {
    return numbers.size();
  }

  void clear() {
    numbers.clear();
    used.clear();
    changed.clear();
  }
}
