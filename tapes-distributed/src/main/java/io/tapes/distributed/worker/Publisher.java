package io.tapes.distributed.worker;

import io.tapes.LastValues;
import io.tapes.Series;
import io.tapes.distributed.box.WorkerBox;
import io.tapes.distributed.link.Connection;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.FailureLog;
import io.tapes.distributed.link.IoThreads;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.link.Wakeup;
import io.tapes.distributed.wire.Wire;
import io.tapes.support.Durations;
import io.tapes.support.LogLimiter;
import io.tapes.support.Uninterrupted;
import java.time.Duration;
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
   * it and ask it to end, so their interrupts never reach a channel. What it does
   * with a connection is PublisherLoop.
   *
   * Whatever is thrown, the thread goes on, with a new context if it was in the library. The
   * process that records lives, so its black box must stay locked: an aggregator that claimed it
   * would count it as the last word, and what is recorded after that would be lost.
   */
  static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private static final long MIN_RESEND_NANOS = 500_000_000L;
  private static final long AFTER_FAILURE_MILLIS = 100;

  /** Who waits for longer than that at the end is told for what. */
  private static final long SAY_NANOS = 1_000_000_000L;

  private static final Logger LOG = Loggers.WORKER;

  private final LogLimiter log = new LogLimiter(LOG);
  private final PublisherSettings settings;
  private final Endpoint endpoint;
  private final LastValues lastValues;
  private final WorkerState state;
  private final @Nullable WorkerBox box;
  private final Wakeup wakeup = new Wakeup();
  private final PublisherLoop loop;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Connection connection;
  private volatile boolean acknowledged;
  private volatile long deadlineNanos;
  private volatile long aloneNanos;

  /** When an aggregator was there last, from the moment on at which the end was asked for. */
  private volatile long heardNanos;

  private final FailureLog deliveryFailed;

  public Publisher(PublisherSettings settings) {
    this.settings = settings;
    this.endpoint = settings.endpoint();
    this.lastValues = settings.lastValues();
    this.box = settings.box();
    this.deliveryFailed =
        new FailureLog(log, "delivering to '" + endpoint + "' failed and is tried again");
    this.state =
        new WorkerState(
            settings.identity(),
            settings.run(),
            Math.max(MIN_RESEND_NANOS, 3 * settings.flushInterval().toNanos()),
            HEARTBEAT.toNanos(),
            Wire.MAX_BYTES,
            lastValues);
    this.loop = new PublisherLoop(settings, state, wakeup, this::isOver, log);
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

  /** Returns the series as the aggregator has them for good. Any thread. */
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
        Connection to =
            new Connection(
                context,
                poller,
                endpoint,
                settings.keys(),
                settings.queueFrames(),
                settings.registry())) {
      connection = to;
      loop.run(to, poller, threads);
      sound = true;
    } finally {
      connection = null;
      threads.close(context, sound);
    }
  }
}
