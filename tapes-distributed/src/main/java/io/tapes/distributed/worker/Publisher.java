package io.tapes.distributed.worker;

import io.tapes.LastValues;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SnapshotSource;
import io.tapes.distributed.box.WorkerBox;
import io.tapes.distributed.link.Connection;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.FailureLog;
import io.tapes.distributed.link.IoThreads;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.link.ServerKeys;
import io.tapes.distributed.link.Wakeup;
import io.tapes.distributed.wire.Acknowledgements;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.Wire;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.support.Durations;
import io.tapes.support.LogLimiter;
import io.tapes.support.Uninterrupted;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The worker's publisher thread and its socket. */
public final class Publisher implements Runnable {
  /*
   * One thread owns the socket, the protocol state and the context: application threads only start
   * it and ask it to end, so their interrupts never reach a channel. A round takes what came in,
   * takes a snapshot when one is due, sends what the queue has room for, and waits.
   *
   * Once everything is sent the next thing to do is the next flush, and an acknowledgement is early
   * enough if it is read then. The thread sleeps until then rather than on the socket: each message
   * that wakes a thread costs more than a flush of some series, and all workers get the
   * acknowledgements of all others. Only while it cannot go on without an answer does it wait for
   * one: before an aggregator asks, while more frames are to be sent, when a flush is overdue, and
   * at the end.
   *
   * Whatever is thrown, the thread goes on, with a new context if it was in the library. The
   * process that records lives, so its black box must stay locked: an aggregator that claimed it
   * would count it as the last word, and what is recorded after that would be lost.
   */
  static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private static final long MIN_RESEND_NANOS = 500_000_000L;
  /*
   * JeroMQ's I/O thread spins for as long as the one that woke it is kept from taking note of that.
   * A thread that has worked for a while is: it is preempted by whom it wakes, if they share a
   * processor. After a short rest it is not. Without it the I/O thread spent a millisecond a flush.
   */
  private static final long LONG_WORK_NANOS = 300_000L;
  private static final long SHORT_REST_NANOS = 50_000L;

  private static final long LONGEST_WAIT_NANOS = 250_000_000L;
  private static final long WAIT_FOR_ANSWER_MILLIS = 100;
  private static final long WAIT_FOR_ROOM_MILLIS = 10;
  private static final long AFTER_FAILURE_MILLIS = 100;

  /** Who waits for longer than that at the end is told for what. */
  private static final long SAY_NANOS = 1_000_000_000L;

  private static final Logger LOG = Loggers.WORKER;

  private final LogLimiter log = new LogLimiter(LOG);
  private final Endpoint endpoint;
  private final @Nullable ServerKeys keys;
  private final SnapshotSource source;
  private final LastValues lastValues;

  /** Where it counts what happens to it. */
  private final Registry registry;

  private final long flushNanos;
  private final int queueFrames;
  private final WorkerState state;
  private final @Nullable WorkerBox box;
  private final Wakeup wakeup = new Wakeup();
  private final SilentConnection silence = new SilentConnection();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Connection connection;
  private volatile boolean acknowledged;
  private volatile long deadlineNanos;
  private volatile long aloneNanos;

  /** When an aggregator was there last, from the moment on at which the end was asked for. */
  private volatile long heardNanos;

  private long countedResends;
  private long countedResyncs;

  private final FailureLog deliveryFailed;
  private final FailureLog flushFailed;

  public Publisher(
      Endpoint endpoint,
      @Nullable ServerKeys keys,
      SnapshotSource source,
      LastValues lastValues,
      Registry registry,
      WorkerIdentity identity,
      long run,
      @Nullable WorkerBox box,
      Duration flushInterval,
      int queueFrames) {
    this.box = box;
    this.endpoint = endpoint;
    this.deliveryFailed =
        new FailureLog(log, "delivering to '" + endpoint + "' failed and is tried again");
    this.flushFailed =
        new FailureLog(log, "a flush to '" + endpoint + "' failed and is tried again");
    this.keys = keys;
    this.source = source;
    this.lastValues = lastValues;
    this.registry = registry;
    this.flushNanos = flushInterval.toNanos();
    this.queueFrames = queueFrames;
    this.state =
        new WorkerState(
            identity,
            run,
            Math.max(MIN_RESEND_NANOS, 3 * flushNanos),
            HEARTBEAT.toNanos(),
            Wire.MAX_BYTES,
            lastValues);
  }

  /** Starts the thread; where that fails nothing is open any more. */
  public void start() {
    boolean started = false;
    try {
      Thread thread = new Thread(this, "tapes-publisher");
      thread.setDaemon(true);
      thread.start();
      started = true;
    } finally {
      if (!started) {
        wakeup.close();
      }
    }
  }

  /**
   * Sends the rest and waits until it is acknowledged. An interrupt of the caller does not end the
   * wait, and stays set.
   *
   * @param alone how much of the time-out is waited while no aggregator is there
   */
  public boolean end(Duration timeout, Duration alone) {
    long most = Durations.nanos(timeout);
    long now = System.nanoTime();
    deadlineNanos = now + most;
    aloneNanos = Durations.nanos(alone);
    heardNanos = now;
    wakeup.signal();
    long first = Math.min(most, SAY_NANOS);
    if (!Uninterrupted.await(first, nanos -> ended.await(nanos, TimeUnit.NANOSECONDS))
        && most > SAY_NANOS) {
      LOG.warn(
          "waiting for the aggregator on '{}' to acknowledge the last frame, for {} at most, or {}"
              + " as long as none is there",
          endpoint,
          timeout,
          alone);
    }
    // The thread keeps the deadline itself; the second is for its last round.
    Uninterrupted.await(most + 1_000_000_000L, nanos -> ended.await(nanos, TimeUnit.NANOSECONDS));
    return acknowledged;
  }

  /** The series as the aggregator has them for good. Any thread. */
  public List<Series> safe() {
    return state.safe();
  }

  public boolean isConnected() {
    Connection now = connection;
    return now != null && now.isConnected();
  }

  @Override
  public void run() {
    try (wakeup) {
      while (!isOver()) {
        try {
          IoThreads.requireMemory();
          deliver();
        } catch (Throwable e) { // of any kind: who records goes on, and so does this thread
          deliveryFailed.tell(e);
          IoThreads.pause(AFTER_FAILURE_MILLIS);
        }
      }
    } finally {
      acknowledged = state.isDone();
      lastValues.close();
      if (box != null) {
        box.end(acknowledged);
      }
      ended.countDown();
    }
  }

  /** Whether this thread was asked to end, and has delivered everything or runs out of time. */
  private boolean isOver() {
    if (!wakeup.isSignalled()) {
      return false;
    }
    long now = System.nanoTime();
    if (isConnected()) {
      heardNanos = now;
    }
    return state.isDone() || now - deadlineNanos >= 0 || now - heardNanos >= aloneNanos;
  }

  /**
   * Returns at the end, when the connection is given up, or when the library failed: then its
   * context may be spoilt.
   */
  private void deliver() {
    IoThreads threads = new IoThreads(log);
    ZContext context = threads.context();
    context.setLinger(0);
    boolean sound = false;
    try (ZMQ.Poller poller = context.createPoller(2);
        Connection to = new Connection(context, poller, endpoint, keys, queueFrames, registry)) {
      connection = to;
      loop(to, poller, threads);
      sound = true;
    } finally {
      connection = null;
      threads.close(context, sound);
    }
  }

  private void loop(Connection to, ZMQ.Poller poller, IoThreads threads) {
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
      if (isOver() || isSilent(to, now)) {
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
              + endpoint
              + "' is connected and answers nothing; another connection is tried, and nothing is"
              + " lost meanwhile",
          null);
    }
    return givenUp;
  }

  private void flush(boolean last) {
    count();
    try {
      state.flush(source.snapshot().series(), last);
    } catch (Throwable e) { // of any kind, such as of a user's source
      flushFailed.tell(e);
    }
  }

  private void count() {
    if (state.resends() > countedResends) {
      registry.counter("tapes.resends").increment(state.resends() - countedResends);
      countedResends = state.resends();
    }
    if (state.resyncs() > countedResyncs) {
      registry.counter("tapes.resyncs").increment(state.resyncs() - countedResyncs);
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
          log.warn("a message from '" + endpoint + "' is dropped: " + e.getMessage(), e);
        }
      }
    }
  }
}
