package io.tapes.blackbox;

import io.tapes.SeriesId;
import io.tapes.recording.SafeAdder;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The series of a {@link BlackBox}, the living and those that ended. Under its lock. */
final class BoxSeries {
  /*
   * A series that is removed ends, and keeps its entry and cells until its last value is forgotten,
   * because it was delivered, and until no thread can be writing into its cells any more; see Boxed.
   * Then others have them. What has no room waits outside for some.
   */
  static final int BEATS = 5;

  /** So many that have no room are tried before a beat gives up; they differ in length. */
  private static final int PATIENCE = 16;

  private final Map<SeriesId, BoxEntry> living = new HashMap<>();
  private final Set<BoxEntry> outside = new LinkedHashSet<>();
  private final ArrayDeque<BoxEntry> moved = new ArrayDeque<>();
  private final ArrayDeque<BoxEntry> ended = new ArrayDeque<>();
  private final ArrayDeque<BoxEntry> withdrawn = new ArrayDeque<>();
  private final SafeAdder refused;
  private BoxContent content;
  private long beat;

  /**
   * None yet.
   *
   * @param refused counts series that have no room
   */
  BoxSeries(BoxContent content, SafeAdder refused) {
    this.content = content;
    this.refused = refused;
  }

  void add(BoxEntry series) {
    living.put(series.id, series);
    if (!content.add(series)) {
      refuse(series);
    }
  }

  private void refuse(BoxEntry series) {
    refused.increment();
    outside.add(series);
  }

  /** How many have no room now. */
  int outside() {
    return outside.size();
  }

  /** Some of them, for the log. */
  List<String> namesOutside() {
    return outside.stream().limit(3).map(series -> "'" + series.id + "'").toList();
  }

  /** Ends one; 0 if it has no last value. */
  void end(SeriesId id, long number) {
    BoxEntry series = living.remove(id);
    if (series == null) {
      return;
    }
    series.beat = beat;
    series.storage.leave();
    if (outside.remove(series)) {
      return;
    }
    if (number == 0) {
      series.withdraw();
      withdrawn.addLast(series);
    } else {
      series.end(number);
      ended.addLast(series);
    }
  }

  /** Forgets the last values up to that number. */
  void forget(long number) {
    while (!ended.isEmpty() && ended.getFirst().endNumber() <= number) {
      BoxEntry series = ended.removeFirst();
      series.withdraw();
      withdrawn.addLast(series);
    }
  }

  /** A second has passed. */
  void beat() {
    beat++;
    for (BoxEntry series : moved) {
      series.storage.sync();
    }
    while (!moved.isEmpty() && beat - moved.getFirst().beat > BEATS) {
      moved.removeFirst().storage.settle();
    }
    // One whose last value was delivered late waits for those before it, which is not long.
    while (!withdrawn.isEmpty() && beat - withdrawn.getFirst().beat > BEATS) {
      BoxEntry series = withdrawn.removeFirst();
      series.storage.settle();
      content.free(series);
    }
    admit();
  }

  /** Gives room to those outside, as far as there is some now. */
  private void admit() {
    int refusals = 0;
    for (Iterator<BoxEntry> all = outside.iterator(); all.hasNext() && refusals < PATIENCE; ) {
      BoxEntry next = all.next();
      if (content.add(next)) {
        all.remove();
        moved(next);
      } else {
        refusals++;
      }
    }
  }

  private void moved(BoxEntry series) {
    series.beat = beat;
    moved.addLast(series);
  }

  /** Brings the file up to date; returns how many records have no room in it. */
  long sync() {
    long missing = 0;
    for (BoxEntry series : living.values()) {
      missing += series.isInFile() ? series.storage.sync() : 0;
    }
    return missing;
  }

  /** Moves everything that still counts into another file, in which nothing is yet. */
  void moveTo(BoxContent to) {
    content = to;
    withdrawn.clear();
    moved.clear();
    for (BoxEntry series : ended) {
      if (to.add(series)) {
        series.beat = beat;
      } else {
        series.forgetSpot();
      }
      series.storage.leave(); // it is not recorded into any more
    }
    ended.removeIf(series -> !series.isInFile());
    for (BoxEntry series : living.values()) {
      if (series.isInFile() && to.add(series)) {
        moved(series);
      } else if (series.isInFile()) {
        series.forgetSpot();
        series.storage.leave();
        refuse(series);
      }
    }
    admit();
  }
}
