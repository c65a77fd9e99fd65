package io.tapes;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the sources of a registry whenever it is read. Any thread may use an instance. */
final class SourceReader {
  /*
   * Sources are the user's code: they may wait for ever, throw anything, or read the registry that
   * asks them. So they are called by a thread of their own, and whoever reads waits for it with a
   * bound. One hand-over serves all sources of a reading, and all readers that come while another
   * reading is under way: they wait for the round after it, so no answer is older than the question.
   *
   * A source that reads another registry does so on the thread that it is called by, and the
   * sources of that registry are called by the same thread: nothing there waits for another thread,
   * and a registry that is asked for while it is being read is found in the thread's own run.
   */
  private final Clock clock;
  private final SourceCalls calls;
  private final Set<AskedSource> sources = new LinkedHashSet<>();
  private volatile @Nullable List<AskedSource> listed = List.of();

  /** Held by the reader whose round it is. */
  private final ReentrantLock turn = new ReentrantLock();

  private final AtomicLong readings = new AtomicLong();

  /** The last reading that a round was for; by whose turn it is. */
  private long covered;

  SourceReader(Clock clock, Duration timeout) {
    this.clock = clock;
    this.calls = new SourceCalls(timeout);
  }

  synchronized void add(AskedSource source) {
    sources.add(source);
    listed = null;
  }

  synchronized void remove(AskedSource source) {
    sources.remove(source);
    listed = null;
  }

  /**
   * Has the gauge follow the function, in place of one that it may have followed before; returns
   * whether that was another one.
   */
  synchronized boolean follow(Gauge gauge, DoubleSupplier function) {
    GaugeSource next = new GaugeSource(gauge, function);
    GaugeSource before = gauge.follow(next);
    if (before != null) {
      remove(before);
    }
    if (gauge.follows(next)) {
      add(next);
    }
    return before != null && !before.isOf(function);
  }

  /** Asks no more for a gauge that was removed. */
  synchronized void forget(Gauge gauge) {
    GaugeSource last = gauge.forget();
    if (last != null) {
      remove(last);
    }
  }

  private List<AskedSource> listed() {
    List<AskedSource> all = listed;
    if (all == null) {
      synchronized (this) {
        all = List.copyOf(sources);
        listed = all;
      }
    }
    return all;
  }

  /**
   * Has every source answer that a reading has to ask now, or leaves it out.
   *
   * @throws IllegalStateException if the caller is a source that this registry is asking
   */
  void ask() {
    if (listed().isEmpty()) {
      return;
    }
    SourceRun run = SourceThread.current();
    if (run != null && run.isReading(this)) {
      throw new IllegalStateException(
          "a source takes a snapshot of the registry that is asking it, which would ask it again;"
              + " use counter.value(), timer.count() and the like of the instruments it needs");
    }
    if (!isAnyDue()) {
      return;
    }
    if (run == null) {
      askInTurn();
    } else {
      List<AskedSource> due = due();
      run.within(this, due);
      calls.warn(due);
    }
  }

  private void askInTurn() {
    long reading = readings.incrementAndGet();
    turn.lock();
    try {
      if (covered < reading) {
        covered = readings.get();
        List<AskedSource> due = due();
        if (!calls.call(this, due)) {
          calls.warn(due);
        }
      }
    } finally {
      turn.unlock();
    }
  }

  /** Has other code of the user's called in the same way; it may read this registry. */
  void askApart(List<AskedSource> others) {
    SourceRun run = SourceThread.current();
    if (run != null) {
      others.forEach(other -> other.askWithin(run));
      return;
    }
    turn.lock();
    try {
      calls.call(null, others);
    } finally {
      turn.unlock();
    }
  }

  private boolean isAnyDue() {
    long nanos = clock.nanoTime();
    for (AskedSource source : listed()) {
      if (source.isDue(nanos)) {
        return true;
      }
    }
    return false;
  }

  private List<AskedSource> due() {
    long nanos = clock.nanoTime();
    List<AskedSource> all = listed();
    for (AskedSource source : all) {
      if (!source.isDue(nanos)) {
        return all.stream().filter(any -> any.isDue(nanos)).toList();
      }
    }
    return all;
  }
}
