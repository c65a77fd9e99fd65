package io.tapes.sources;

import io.tapes.support.Durations;
import io.tapes.support.LogLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Calls sources on threads of their own, and waits for them with a bound; one caller at a time. */
final class SourceCalls {
  /*
   * The caller looks a few times whether the round has got on. A source at which it stays for half
   * of what is left of the time, while others wait behind it, is left out: its thread is abandoned
   * in it, and another one goes on with the next source. It is called again once it has returned.
   * The bound is one of looks more than of the clock: a process that stands still for a while, such
   * as in a garbage collection, does not make its sources look stuck.
   *
   * Each source that hangs keeps a thread, so there is a limit to them. While some hang, those that
   * answered last time are called first, and near the limit only those.
   *
   * A thread that has nothing to do ends after two seconds, and refers to nothing of the user's
   * until then. So it keeps no class loader of an application whose registry is no longer used.
   */
  static final Duration TIMEOUT = Duration.ofMillis(500);
  static final int MOST_HANGING = 16;

  private static final int LOOKS = 16;
  private static final int MOST_NAMES = 5;

  private final Duration timeout;
  private final long lookNanos;

  /** How many threads are in a source that was given up. */
  private final AtomicInteger hanging = new AtomicInteger();

  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger("io.tapes.Registry"));

  /** The one that did the last round, and may have ended since; null if it may be stuck. */
  private @Nullable SourceThread thread;

  SourceCalls(Duration timeout) {
    this.timeout = timeout;
    this.lookNanos = Durations.nanos(timeout) / LOOKS;
  }

  /**
   * Calls sources, and leaves those out that do not answer in time.
   *
   * @param reader whose sources they are, null if they may read that registry
   * @return whether all have answered
   */
  boolean call(@Nullable Object reader, List<AskedSource> due) {
    List<AskedSource> sources = inOrder(due);
    SourceRound round =
        new SourceRound(reader, sources, Thread.currentThread().getContextClassLoader(), hanging);
    try {
      supervise(round, sources);
    } catch (Throwable e) { // such as no memory for another thread
      log.warn("no source can be called: " + LogLimiter.describe(e), e);
    }
    List<AskedSource> unanswered = sources.subList(round.end(), sources.size());
    if (!unanswered.isEmpty()) {
      thread = null;
      unanswered.forEach(AskedSource::leaveOut);
    }
    return round.isComplete() && sources.size() == due.size();
  }

  private List<AskedSource> inOrder(List<AskedSource> due) {
    int hang = hanging.get();
    if (hang <= 0) {
      return due;
    }
    List<AskedSource> inOrder = new ArrayList<>(due.size());
    List<AskedSource> doubtful = new ArrayList<>();
    for (AskedSource source : due) {
      (source.isAnswered() ? inOrder : doubtful).add(source);
    }
    if (hang < MOST_HANGING) {
      inOrder.addAll(doubtful);
    } else {
      doubtful.forEach(AskedSource::leaveOut);
    }
    return inOrder;
  }

  private void supervise(SourceRound round, List<AskedSource> sources) {
    if (hanging.get() > MOST_HANGING) {
      return;
    }
    begin(round);
    int at = -1;
    int patience = 0;
    for (int left = LOOKS - 1; !round.await(lookNanos) && left > 0; left--) {
      int now = round.position();
      if (now != at) {
        at = now;
        patience = Math.max(1, left / 2);
      } else if (--patience <= 0 && at < sources.size() - 1 && round.giveUp(at)) {
        thread = null;
        sources.get(at++).leaveOut();
        if (hanging.get() >= MOST_HANGING) {
          return;
        }
        patience = Math.max(1, left / 2);
        begin(round);
      }
    }
  }

  /** Has a thread begin the round, or go on with it. */
  private void begin(SourceRound round) {
    SourceThread last = thread;
    if (last == null || !last.offer(round)) {
      SourceThread next = new SourceThread();
      next.offer(round);
      next.start();
      thread = next;
    }
  }

  /** Names those among the sources that are left out, at most once a minute. */
  void warn(List<AskedSource> asked) {
    int leftOut = 0;
    StringJoiner names = new StringJoiner(", ");
    for (AskedSource source : asked) {
      if (!source.isAnswered() && ++leftOut <= MOST_NAMES) {
        names.add(source.describe());
      }
    }
    if (leftOut > 0) {
      if (leftOut > MOST_NAMES) {
        names.add((leftOut - MOST_NAMES) + " more");
      }
      log.warn(
          names
              + (leftOut == 1 ? " is" : " are")
              + " left out: no answer within the "
              + timeout
              + " of a reading; a source that hangs is called again when it has returned. Set a"
              + " gauge from a thread of your own where its value takes long, or raise the registry's"
              + " sourceTimeout",
          null);
    }
  }
}
