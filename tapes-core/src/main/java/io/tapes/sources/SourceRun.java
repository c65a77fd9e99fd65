package io.tapes.sources;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a thread through sources, from which it may not return. Its own thread uses it; others
 * may abandon it.
 */
public final class SourceRun {
  private enum State {
    RUNNING,
    ABANDONED,
    RETURNED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

  /** The registries that are being read by this, the last one first. */
  private @Nullable Link reading;

  private record Link(Object reader, @Nullable Link before) {}

  /** A run for the sources of a registry, or for other code that may read any. */
  SourceRun(@Nullable Object reader) {
    reading = reader == null ? null : new Link(reader, null);
  }

  /** It is not waited for any longer; false if it has returned. */
  boolean abandon() {
    return state.compareAndSet(State.RUNNING, State.ABANDONED);
  }

  /** Returns whether it was abandoned and has not returned. */
  public boolean isAbandoned() {
    return state.get() == State.ABANDONED;
  }

  boolean hasReturned() {
    return state.get() == State.RETURNED;
  }

  /** Its thread is free; false if it was abandoned before. */
  boolean end() {
    return state.getAndSet(State.RETURNED) == State.RUNNING;
  }

  @SuppressWarnings("ReferenceEquality") // a registry has one
  boolean isReading(Object reader) {
    for (Link link = reading; link != null; link = link.before()) {
      if (link.reader() == reader) {
        return true;
      }
    }
    return false;
  }

  /** Calls sources of another registry, which one that is being called reads. */
  void within(Object reader, List<? extends Consumer<SourceRun>> sources) {
    @Nullable Link before = reading;
    reading = new Link(reader, before);
    try {
      for (Consumer<SourceRun> source : sources) {
        source.accept(this);
      }
    } finally {
      // No call: the stack may be full.
      reading = before;
    }
  }
}
