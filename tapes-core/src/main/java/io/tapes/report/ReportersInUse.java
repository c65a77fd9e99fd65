package io.tapes.report;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Which reporters are in a schedule that has not ended: one that two schedules called would be
 * called from two threads at a time. It keeps none of them from being collected.
 */
final class ReportersInUse {
  private static final List<Mark> MARKS = new ArrayList<>();

  private ReportersInUse() {}

  /** One use, from the start of a schedule to the reporter's end. */
  static final class Mark {
    private final Reference<Reporter> reporter;

    private Mark(Reporter reporter) {
      this.reporter = new WeakReference<>(reporter);
    }

    void close() {
      synchronized (MARKS) {
        MARKS.remove(this);
      }
    }
  }

  /** Throws a sentence if a schedule has this reporter already, the same one included. */
  static Mark take(Reporter reporter, String name) {
    Mark mark = new Mark(reporter);
    if (isStateless(reporter)) {
      return mark;
    }
    synchronized (MARKS) {
      MARKS.removeIf(one -> one.reporter.refersTo(null));
      if (MARKS.stream().anyMatch(one -> one.reporter.refersTo(reporter))) {
        throw new IllegalArgumentException(
            "reporter " + name + " is in a schedule already; make one for each schedule");
      }
      MARKS.add(mark);
    }
    return mark;
  }

  /** A lambda that captures nothing is one object wherever it is evaluated, and has no state. */
  private static boolean isStateless(Reporter reporter) {
    Class<?> type = reporter.getClass();
    return type.isHidden() && type.getDeclaredFields().length == 0;
  }
}
