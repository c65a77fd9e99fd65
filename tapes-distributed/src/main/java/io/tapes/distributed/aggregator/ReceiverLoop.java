package io.tapes.distributed.aggregator;

import io.tapes.distributed.link.ConnectionMonitor;
import io.tapes.distributed.link.CurveAuthenticator;
import io.tapes.distributed.link.FailureLog;
import io.tapes.distributed.link.IoThreads;
import io.tapes.distributed.link.SocketWatch;
import io.tapes.distributed.link.Wakeup;
import io.tapes.support.LogLimiter;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/**
 * What the aggregator's I/O thread does once it listens: receives, answers, and looks after things.
 */
final class ReceiverLoop {
  /*
   * While answers are collected the thread does not wait for messages: it sleeps, and takes those
   * that have come meanwhile all at once. A message that wakes a thread costs more than its series
   * do.
   */
  private static final int BATCH_MESSAGES = 256;
  private static final long TICK_NANOS = 500_000_000L;
  private static final long WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_NANOS = WAIT_MILLIS * 1_000_000L;
  private static final long WAIT_FOR_DISK_MILLIS = 5;
  private static final long LONGEST_REST_NANOS = 25_000_000L;
  private static final long AFTER_FAILURE_MILLIS = 100;

  /** In a row, which takes ten seconds. */
  private static final int MOST_FAILURES = 100;

  private static final int MOST_FAILURES_AT_END = 30;

  private final FailureLog roundFailed;
  private final FailureLog messageFailed;
  private final FailureLog tickFailed;
  private final AggregatorState state;
  private final Workers workers;
  private final Checkpoints checkpoints;
  private final SeriesExpiry expiry;
  private final BlackBoxes boxes;
  private final SocketWatch watch;
  private final ConnectionMonitor monitor;
  private final Wakeup wakeup;
  private long nextTick;

  ReceiverLoop(ReceiverParts parts, ConnectionMonitor monitor, Wakeup wakeup, LogLimiter log) {
    this.roundFailed = new FailureLog(log, "a round of the aggregator failed, and it goes on");
    this.messageFailed = new FailureLog(log, "a message failed, and is taken when it comes again");
    this.tickFailed =
        new FailureLog(log, "looking after workers and files failed, and is tried again");
    this.state = parts.state();
    this.workers = parts.workers();
    this.checkpoints = parts.checkpoints();
    this.expiry = parts.expiry();
    this.boxes = parts.boxes();
    this.watch = parts.watch();
    this.monitor = monitor;
    this.wakeup = wakeup;
  }

  /** Goes on whatever is thrown, unless that never ends. */
  void run(ZMQ.Socket socket, @Nullable CurveAuthenticator authenticator, ZMQ.Poller poller)
      throws InterruptedException {
    RunningTime time = new RunningTime(System.nanoTime());
    int failures = 0;
    while (true) {
      try {
        if (!round(socket, authenticator, poller, time)) {
          return;
        }
        failures = 0;
      } catch (Throwable e) { // of any kind: workers deliver again what was not answered
        roundFailed.tell(e);
        IoThreads.pause(AFTER_FAILURE_MILLIS);
        failures += hasMemory() ? 1 : 0;
        if (failures > (wakeup.isSignalled() ? MOST_FAILURES_AT_END : MOST_FAILURES)) {
          throw e;
        }
      }
    }
  }

  /** Without memory everything fails, and goes on when there is some again. */
  private static boolean hasMemory() {
    try {
      IoThreads.requireMemory();
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  /** Returns false at the end. */
  private boolean round(
      ZMQ.Socket socket,
      @Nullable CurveAuthenticator authenticator,
      ZMQ.Poller poller,
      RunningTime time)
      throws InterruptedException {
    boolean ending = wakeup.isSignalled();
    long now = time.at(System.nanoTime());
    if (authenticator != null) {
      authenticator.answer(now);
    }
    // Before anything else: a thread that has worked for long is preempted by those it wakes.
    if (state.answersDueNanos() <= now) {
      acknowledge(socket);
    }
    int received = receive(socket, now);
    checkpoints.tick(now, state::content);
    if (received == BATCH_MESSAGES) {
      return true;
    }
    if (ending) {
      checkpoints.finish(state::content);
      acknowledge(socket);
      return false;
    }
    if (now >= nextTick) {
      nextTick = now + TICK_NANOS;
      tick(socket, now);
    }
    long untilAnswers = state.answersDueNanos() - now;
    if (untilAnswers < LONGEST_WAIT_NANOS) {
      wakeup.await(Math.min(LONGEST_REST_NANOS, untilAnswers));
    } else {
      poller.poll(checkpoints.isUrgent() ? WAIT_FOR_DISK_MILLIS : WAIT_MILLIS);
    }
    return true;
  }

  private void tick(ZMQ.Socket socket, long now) {
    attempt(() -> watch.tick(socket));
    attempt(() -> boxes.tick(now));
    attempt(() -> workers.tick(now));
    attempt(() -> expiry.tick(now));
    attempt(monitor::tick);
  }

  private void attempt(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) { // of any kind: the others have their turn
      tickFailed.tell(e);
    }
  }

  private void acknowledge(ZMQ.Socket socket) {
    for (byte[] message : state.acknowledgements()) {
      socket.send(message, ZMQ.DONTWAIT);
    }
  }

  /** Returns how many messages there were; there may be more if it is a whole batch. */
  private int receive(ZMQ.Socket socket, long now) {
    for (int i = 0; i < BATCH_MESSAGES; i++) {
      byte[] message = socket.recv(ZMQ.DONTWAIT);
      if (message == null) {
        return i;
      }
      try {
        state.receive(message, now);
      } catch (Throwable e) { // of any kind: it is not answered, so it comes again
        messageFailed.tell(e);
      }
    }
    return BATCH_MESSAGES;
  }
}
