package io.tapes.distributed.worker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frames that are built and not acknowledged. One thread at a time. */
final class SendWindow {
  /*
   * Frames that are not acknowledged in time are sent again as they are, from the first that is
   * missing. They keep their numbers and contents, so whichever copy arrives, and whichever
   * acknowledgement is lost, both sides mean the same by a number. Building a fresh batch instead
   * would be wrong: a gauge that went up and back since would seem unchanged, while the aggregator
   * may have applied the frame that says 'up'.
   */
  private static final int SIZE = 8;
  private static final int MAX_BACKOFF = 3;

  private final long resendNanos;

  /** Has room for all from the beginning: what was built and numbered is never dropped. */
  private final List<Outgoing> frames = new ArrayList<>(SIZE);

  private int sent;
  private int backoff;
  private long lastProgressNanos;
  private long resends;

  /**
   * An empty window.
   *
   * @param resendNanos after how long without an acknowledgement frames are sent again; each time
   *     without any it doubles, three times at most
   */
  SendWindow(long resendNanos) {
    this.resendNanos = resendNanos;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** Whether all frames went out, so that another one may be built if there {@link #hasRoom}. */
  boolean isSent() {
    return sent == frames.size();
  }

  boolean hasRoom() {
    return frames.size() < SIZE;
  }

  /** How many frames were sent again because no acknowledgement came. */
  long resends() {
    return resends;
  }

  void add(Outgoing frame) {
    frames.add(frame);
  }

  /** The frame to be sent next; null if all went out. */
  @Nullable Outgoing next() {
    return sent < frames.size() ? frames.get(sent) : null;
  }

  /** The frame that {@link #next} returned went out. */
  void sent(long now) {
    if (sent == 0) {
      lastProgressNanos = now;
    }
    sent++;
  }

  /** Begins again with the first frame if no acknowledgement came for too long. */
  void resendIfDue(long now) {
    if (sent > 0 && now - lastProgressNanos >= resendNanos << backoff) {
      resends += sent;
      backoff = Math.min(backoff + 1, MAX_BACKOFF);
      rewind(now);
    }
  }

  /** Begins again with the first frame. */
  void rewind(long now) {
    sent = 0;
    lastProgressNanos = now;
  }

  /**
   * Takes out the first frame, if it is acknowledged.
   *
   * @param applied the number of the last frame that was applied
   * @return null once all acknowledged ones are taken out
   */
  @Nullable Outgoing acknowledged(long applied, long now) {
    if (frames.isEmpty() || frames.get(0).seq() > applied) {
      return null;
    }
    sent = Math.max(0, sent - 1);
    lastProgressNanos = now;
    backoff = 0;
    return frames.remove(0);
  }

  void clear() {
    frames.clear();
    sent = 0;
    backoff = 0;
  }
}
