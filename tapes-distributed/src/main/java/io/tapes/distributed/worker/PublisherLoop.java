package io.tapes.distributed.worker;

import io.tapes.distributed.box.WorkerBox;
import io.tapes.distributed.link.Connection;
import io.tapes.distributed.link.FailureLog;
import io.tapes.distributed.link.IoThreads;
import io.tapes.distributed.link.Wakeup;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.Wire;
import io.tapes.support.LogLimiter;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/** What the publisher thread does with a connection: receives, flushes, sends, and waits. */
final class PublisherLoop {
  /*
   * A round takes what came in, takes a snapshot when one is due, sends what the queue has room for,
   * and waits.
   *
   * Once everything is sent the next thing to do is the next flush, and an acknowledgement is early
   * enough if it is read then. The thread sleeps until then rather than on the socket: each message
   * that wakes a thread costs more than a flush of some series, and all workers get the
   * acknowledgements of all others. Only while it cannot go on without an answer does it wait for
   * one: before an aggregator asks, while more frames are to be sent, when a flush is overdue, and
   * at the end.
   */
  /*
   * JeroMQ's I/O thread spins for as long as the one that woke it is kept from taking note of that.
   * A thread that has worked for a while is: the thread that it wakes preempts it, if they share a
   * processor. After a short rest it is not. Without it the I/O thread spent a millisecond a flush.
   */
  private static final long LONG_WORK_NANOS = 300_000L;
  private static final long SHORT_REST_NANOS = 50_000L;

  private static final long LONGEST_WAIT_NANOS = 250_000_000L;
  private static final long WAIT_FOR_ANSWER_MILLIS = 100;
  private static final long WAIT_FOR_ROOM_MILLIS = 10;

  private final PublisherSettings settings;
  private final WorkerState state;
  private final Wakeup wakeup;
  private final BooleanSupplier isOver;
  private final LogLimiter log;
  private final FailureLog flushFailed;
  private final long flushNanos;
  private final @Nullable WorkerBox box;
  private final SilentConnection silence = new SilentConnection();
  private long countedResends;
  private long countedResyncs;

  PublisherLoop(
      PublisherSettings settings,
      WorkerState state,
      Wakeup wakeup,
      BooleanSupplier isOver,
      LogLimiter log) {
    this.settings = settings;
    this.state = state;
    this.wakeup = wakeup;
    this.isOver = isOver;
    this.log = log;
    this.flushFailed =
        new FailureLog(log, "a flush to '" + settings.endpoint() + "' failed and is tried again");
    this.flushNanos = settings.flushInterval().toNanos();
    this.box = settings.box();
  }

  /** Returns at the end, when the connection is given up, or when the library failed. */
  void run(Connection to, ZMQ.Poller poller, IoThreads threads) {
    long nextFlush = System.nanoTime();
    boolean registered = false;
    silence.begin();
    while (threads.failures() == 0) {
      receive(to);
      boolean closing = wakeup.isSignalled();
      if (registered == closing) {
        registered = !closing;
        if (closing) {
          wakeup.unregister(poller);
        } else {
          wakeup.register(poller);
        }
      }
      long now = System.nanoTime();
      if (state.wantsSnapshot() && (closing || now - nextFlush >= 0)) {
        flush(closing);
        nextFlush = now + flushNanos;
        if (System.nanoTime() - now > LONG_WORK_NANOS) {
          wakeup.await(SHORT_REST_NANOS);
        }
      }
      to.tick(now);
      boolean room = send(to);
      if (isOver.getAsBoolean() || isSilent(to, now)) {
        return;
      }
      long untilFlush = nextFlush - System.nanoTime();
      if (!closing && room && state.isSent() && untilFlush > 0) {
        wakeup.await(Math.min(LONGEST_WAIT_NANOS, untilFlush));
      } else {
        poller.poll(room ? WAIT_FOR_ANSWER_MILLIS : WAIT_FOR_ROOM_MILLIS);
      }
    }
  }

  private boolean isSilent(Connection to, long now) {
    boolean givenUp = silence.isGivenUp(to.isConnected() && state.awaitsAnswer(), now);
    if (givenUp) {
      log.warn(
          "the aggregator on '"
              + settings.endpoint()
              + "' is connected and answers nothing; another connection is tried, and nothing is"
              + " lost meanwhile",
          null);
    }
    return givenUp;
  }

  private void flush(boolean last) {
    count();
    try {
      state.flush(settings.source().snapshot().series(), last);
    } catch (Throwable e) { // of any kind, such as of a user's source
      flushFailed.tell(e);
    }
  }

  private void count() {
    if (state.resends() > countedResends) {
      settings.registry().counter("tapes.resends").increment(state.resends() - countedResends);
      countedResends = state.resends();
    }
    if (state.resyncs() > countedResyncs) {
      settings.registry().counter("tapes.resyncs").increment(state.resyncs() - countedResyncs);
      countedResyncs = state.resyncs();
    }
  }

  /** Returns false when the queue is full. */
  private boolean send(Connection to) {
    long now = System.nanoTime();
    for (byte[] frame = state.next(now); frame != null; frame = state.next(now)) {
      if (!to.send(frame)) {
        return false;
      }
      state.sent(now);
    }
    return true;
  }

  private void receive(Connection from) {
    long now = System.nanoTime();
    for (byte[] message = from.receive(); message != null; message = from.receive()) {
      if (message.length > 0 && message[0] == 1) {
        byte[] topic = Arrays.copyOfRange(message, 1, message.length);
        Wire.takingFields(topic).ifPresent(state::takesFields);
        Wire.stateOf(topic)
            .ifPresent(
                id -> {
                  from.subscribed(true);
                  if (box != null) {
                    box.belongsTo(id, now);
                  }
                  state.subscribed(id, now);
                });
      } else if (message.length > 0 && message[0] == 0) {
        from.subscribed(false);
      } else if (message.length > 0) {
        try {
          Acknowledgements answer = Acknowledgements.decode(message);
          if (state.acknowledged(answer, now)) {
            silence.heard();
          }
          if (box != null) {
            box.heard(now);
            box.follow(state.identity());
          }
        } catch (MalformedFrameException e) {
          log.warn("a message from '" + settings.endpoint() + "' is dropped: " + e.getMessage(), e);
        }
      }
    }
  }
}
