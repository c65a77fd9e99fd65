package io.tapes.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What happens again and again, each thing in its own period, one after the other. One thread. */
final class Timetable {
  private static final long LONGEST_SLEEP_NANOS = 200_000_000L;

  private final Random random;
  private final List<Entry> entries = new ArrayList<>();

  /** Something that happens. */
  interface Event {
    void happen() throws Exception;
  }

  private static final class Entry {
    final long periodNanos;
    final Event event;
    int times;
    long due;

    Entry(long periodNanos, Event event) {
      this.periodNanos = periodNanos;
      this.event = event;
    }
  }

  Timetable(Random random) {
    this.random = random;
  }

  /** Adds an event, which happens the first time after one period or less. */
  Timetable each(Duration period, Event event) {
    entries.add(new Entry(period.toNanos(), event));
    return this;
  }

  /** Lets all of it happen for so long, and each thing that often however slow all is. */
  void run(Duration length, int atLeast) throws Exception {
    long start = System.nanoTime();
    for (Entry entry : entries) {
      entry.due = start + (long) (entry.periodNanos * random.nextDouble());
    }
    while (System.nanoTime() - start < length.toNanos()
        || entries.stream().anyMatch(entry -> entry.times < atLeast)) {
      Entry next = entries.stream().min(Comparator.comparingLong(e -> e.due)).orElseThrow();
      long wait = next.due - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(1 + Math.min(wait, LONGEST_SLEEP_NANOS) / 1_000_000);
      } else {
        next.event.happen();
        next.times++;
        next.due = Math.max(next.due + next.periodNanos, System.nanoTime());
      }
    }
  }
}
