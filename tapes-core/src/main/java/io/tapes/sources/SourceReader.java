package io.tapes.sources;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the sources of a registry whenever it is read. Any thread may use an instance. */
public final class SourceReader {
  /*
   * Sources are the user's code: they may wait for ever, throw anything, or read the registry that
   * asks them. So they are called by a thread of their own, and the reader waits for it with a
   * bound. One hand-over serves all sources of a reading, and all readers that come while another
   * reading is under way: they wait for the round after it, so no answer is older than the question.
   *
   * A source that reads another registry does so on the thread that it is called by, and the
   * sources of that registry are called by the same thread: nothing there waits for another thread,
   * and a registry that is asked for while it is being read is found in the thread's own run.
   */
  /** How long a reading waits for all sources of a registry, where nothing else is asked for. */
  public static final Duration TIMEOUT = SourceCalls.TIMEOUT;

  /** So many threads hang in sources at most. */
  public static final int MOST_HANGING = SourceCalls.MOST_HANGING;

  private final LongSupplier nanoTime;
  private final SourceCalls calls;
  private final Set<AskedSource> sources = new LinkedHashSet<>();
  private volatile @Nullable List<AskedSource> listed = List.of();

  /** Held by the reader whose round it is. */
  private final ReentrantLock turn = new ReentrantLock();

  private final AtomicLong readings = new AtomicLong();

  /** The last reading that a round was for; by whose turn it is. */
  private long covered;

  /**
   * Creates a reader without sources.
   *
   * @param nanoTime the clock of the registry
   */
  public SourceReader(LongSupplier nanoTime, Duration timeout) {
    this.nanoTime = nanoTime;
    this.calls = new SourceCalls(timeout);
  }

  /** Asks a source too from now on. */
  public synchronized void add(AskedSource source) {
    sources.add(source);
    listed = null;
  }

  /** Asks a source no more. */
  public synchronized void remove(AskedSource source) {
    sources.remove(source);
    listed = null;
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
  public void ask() {
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
  public void askApart(List<AskedSource> others) {
    SourceRun run = SourceThread.current();
    if (run != null) {
      others.forEach(other -> other.accept(run));
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
    long nanos = nanoTime.getAsLong();
    for (AskedSource source : listed()) {
      if (source.isDue(nanos)) {
        return true;
      }
    }
    return false;
  }

  private List<AskedSource> due() {
    long nanos = nanoTime.getAsLong();
    List<AskedSource> all = listed();
    for (AskedSource source : all) {
      if (!source.isDue(nanos)) {
        return all.stream().filter(any -> any.isDue(nanos)).toList();
      }
    }
    return all;
  }
}
