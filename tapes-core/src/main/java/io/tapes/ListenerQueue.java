package io.tapes;

import io.tapes.sources.AskedSource;
import io.tapes.sources.SourceRun;
import io.tapes.support.LogLimiter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one listener has yet to hear, in order. Any thread. */
final class ListenerQueue extends AskedSource {
  /*
   * Messages are put in under the registry's lock, so they stand in the order in which things
   * happened. They are passed on outside of it, by one thread at a time: who finds another one at
   * it leaves its own message to that one. This is also what a listener finds that uses the
   * registry while it is told, so it hears of that when it has returned.
   *
   * A listener that never returns holds up the thread that told it, and no other. Threads that
   * deliver have it told as sources are asked, off the thread and with a bound. That its
   * messages do not pile up without a bound, those that undo each other are left out from time to
   * time: a series that came and went while the listener was not looking is no news to it.
   */
  private static final int MANY = 10_000;

  private final SeriesListener listener;
  private final LogLimiter log;
  private final Counter errors;
  private ArrayDeque<Message> waiting = new ArrayDeque<>(1);
  private int tooMany = MANY;
  private boolean telling;
  private boolean gone;

  ListenerQueue(SeriesListener listener, LogLimiter log, Counter errors) {
    this.errors = errors;
    this.listener = Objects.requireNonNull(listener, "the listener for series is null; pass one");
    this.log = log;
  }

  boolean isOf(SeriesListener other) {
    return listener.equals(other);
  }

  synchronized int size() {
    return waiting.size();
  }

  synchronized void add(Message message) {
    waiting.add(message);
    if (waiting.size() > tooMany) {
      waiting = withoutPairs(waiting);
      tooMany = Math.max(MANY, 2 * waiting.size());
    }
  }

  /** The listener was removed and hears nothing more, not even what waits already. */
  synchronized void end() {
    gone = true;
    waiting.clear();
  }

  @Override
  protected boolean isDue(long nanos) {
    return hasNews();
  }

  /** Whether something waits that is not being told yet. */
  synchronized boolean hasNews() {
    return !telling && !waiting.isEmpty();
  }

  @Override
  protected boolean call(SourceRun run) {
    deliver();
    return true;
  }

  @Override
  protected void failed(Throwable failure) {
    // It was logged, if anything can be.
  }

  @Override
  protected void silent() {
    errors.increment();
    log.warn(describe() + " has not returned in time; it hears of the rest when it has", null);
  }

  @Override
  protected String describe() {
    SeriesListener named = listener;
    while (named instanceof ViewListener view) {
      named = view.listener();
    }
    return "the listener for series '" + named.getClass().getName() + "'";
  }

  /** Tells the listener all that waits, unless another thread is doing so. */
  void deliver() {
    if (!begin()) {
      return;
    }
    boolean done = false;
    try {
      for (Message next = next(); next != null; next = next()) {
        tell(next);
      }
      done = true;
    } finally {
      if (!done) { // an error that not even the log survived: the next message gets through
        stop();
      }
    }
  }

  private synchronized boolean begin() {
    boolean free = !telling && !waiting.isEmpty();
    telling |= free;
    return free;
  }

  /** The next message; null ends the telling, in the same step as nothing more is found. */
  private synchronized @Nullable Message next() {
    Message next = gone ? null : waiting.poll();
    telling = next != null;
    return next;
  }

  private synchronized void stop() {
    telling = false;
  }

  private void tell(Message message) {
    try {
      if (message.added()) {
        listener.added(message.id(), message.kind());
      } else {
        listener.removed(message.id(), message.kind());
      }
    } catch (Throwable e) { // making an instrument must not fail for it
      errors.increment();
      log.warn(describe() + " failed with " + LogLimiter.describe(e), e);
    }
  }

  /** Leaves out each series that comes and goes among the messages. */
  private static ArrayDeque<Message> withoutPairs(ArrayDeque<Message> all) {
    List<@Nullable Message> kept = new ArrayList<>(all.size());
    Map<SeriesId, Integer> came = new HashMap<>();
    for (Message message : all) {
      Integer before = message.added() ? null : came.remove(message.id());
      if (before != null) {
        kept.set(before, null);
        continue;
      }
      if (message.added()) {
        came.put(message.id(), kept.size());
      }
      kept.add(message);
    }
    ArrayDeque<Message> rest = new ArrayDeque<>(kept.size());
    for (Message message : kept) {
      if (message != null) {
        rest.add(message);
      }
    }
    return rest;
  }

  /**
   * That a series came or went.
   *
   * @param added whether it came
   * @param id its name and tags
   * @param kind its kind
   */
  record Message(boolean added, SeriesId id, MetricKind kind) {}
}
