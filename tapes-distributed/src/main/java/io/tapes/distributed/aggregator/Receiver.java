package io.tapes.distributed.aggregator;

import io.tapes.Registry;
import io.tapes.distributed.box.BoxFolders;
import io.tapes.distributed.box.Place;
import io.tapes.distributed.link.ConnectionMonitor;
import io.tapes.distributed.link.CurveAuthenticator;
import io.tapes.distributed.link.CurveServerSettings;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.FailureLog;
import io.tapes.distributed.link.IoThreads;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.link.SocketWatch;
import io.tapes.distributed.link.StartFailure;
import io.tapes.distributed.link.Wakeup;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Wire;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** One attempt to listen, and if it succeeds the aggregator's I/O thread and its socket. */
public final class Receiver implements Runnable {
  /*
   * As in the worker, one thread owns everything that touches a socket, the bind and the probing
   * of the socket file included. While answers are collected it does not wait for messages: it
   * sleeps, and takes those that have come meanwhile all at once. A message that wakes a thread
   * costs more than its series do.
   *
   * Whatever cannot be had fails the start before anything of the past is restored: then all that
   * was opened is closed again, the sums are as they were, and another receiver may try.
   */
  private static final int BATCH_MESSAGES = 256;
  private static final int QUEUE_MESSAGES = 32;
  private static final long TICK_NANOS = 500_000_000L;
  private static final long WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_NANOS = WAIT_MILLIS * 1_000_000L;
  private static final long WAIT_FOR_DISK_MILLIS = 5;
  private static final long LONGEST_REST_NANOS = 25_000_000L;
  private static final int LINGER_MILLIS = 200;

  /** As many workers may connect at once; the kernel has a limit of its own (somaxconn). */
  private static final int BACKLOG = 4_096;

  private static final int ATTEMPTS = 20;
  private static final long ATTEMPT_NANOS = 100_000_000L;
  private static final Logger LOG = Loggers.AGGREGATOR;

  private static final long AFTER_FAILURE_MILLIS = 100;

  /** In a row, which takes ten seconds. */
  private static final int MOST_FAILURES = 100;

  private static final int MOST_FAILURES_AT_END = 30;

  private final LogLimiter log = new LogLimiter(LOG);
  private final FailureLog roundFailed =
      new FailureLog(log, "a round of the aggregator failed, and it goes on");
  private final FailureLog messageFailed =
      new FailureLog(log, "a message failed, and is taken when it comes again");
  private final FailureLog tickFailed =
      new FailureLog(log, "looking after workers and files failed, and is tried again");
  private final IoThreads threads = new IoThreads(log);
  private final Endpoint endpoint;
  private final AggregatorState state;
  private final Workers workers;
  private final Checkpoints checkpoints;
  private final SeriesExpiry expiry;
  private final BlackBoxes boxes;
  private final BoxFolders folders;
  private final @Nullable Relay relay;
  private final @Nullable CurveServerSettings security;
  private final Registry totals;
  private final ConnectionMonitor monitor;
  private final SocketWatch watch;
  private final Wakeup wakeup = new Wakeup();
  private final CompletableFuture<String> bound = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean restored;
  private volatile @Nullable String problem;
  private volatile @Nullable ZContext context;
  private long nextTick;

  public Receiver(
      Endpoint endpoint,
      AggregatorState state,
      Workers workers,
      Checkpoints checkpoints,
      SeriesExpiry expiry,
      BlackBoxes boxes,
      BoxFolders folders,
      SocketWatch watch,
      @Nullable CurveServerSettings security,
      Registry totals,
      @Nullable Relay relay) {
    this.security = security;
    this.totals = totals;
    this.monitor = new ConnectionMonitor(totals, endpoint, security != null);
    this.relay = relay;
    this.boxes = boxes;
    this.folders = folders;
    this.watch = watch;
    this.checkpoints = checkpoints;
    this.expiry = expiry;
    this.endpoint = endpoint;
    this.state = state;
    this.workers = workers;
  }

  /**
   * Starts the thread.
   *
   * @return the address on which it listens, or why it cannot; then nothing is open any more
   */
  public CompletableFuture<String> start() {
    boolean started = false;
    try {
      Thread thread = new Thread(this, "tapes-aggregator");
      thread.setDaemon(true);
      thread.start();
      started = true;
    } finally {
      if (!started) {
        wakeup.close();
      }
    }
    return bound;
  }

  /** Whether the sums of the past were begun to be restored, which happens once. */
  public boolean hasRestored() {
    return restored;
  }

  /** Why nothing is received any more, though nobody asked for the end; null if that is not so. */
  public @Nullable String problem() {
    return problem;
  }

  /** What the library has to do with this aggregator; null before it listens. */
  public @Nullable ZContext context() {
    return context;
  }

  /** Asks the thread to take what has arrived and to end. */
  public CountDownLatch end() {
    wakeup.signal();
    return ended;
  }

  @Override
  public void run() {
    // The socket's file goes after the socket, the lock of the state file after all else.
    try (wakeup;
        checkpoints;
        boxes;
        watch) {
      StartFailure.listening(endpoint, watch::prepare);
      Optional<Checkpoint> past = StartFailure.starting(endpoint, this::begin);
      ZContext used = threads.context();
      context = used;
      boolean sound = false;
      try {
        used.setLinger(LINGER_MILLIS);
        listen(used, past);
        sound = true;
      } catch (StartFailure e) {
        sound = true; // it was the operating system that refused something
        throw e;
      } finally {
        threads.close(used, sound);
      }
    } catch (Throwable e) { // the end of the thread, in any case
      if (!bound.completeExceptionally(e)) {
        problem = "the aggregator on '" + endpoint + "' has ended: " + e + "; start it again";
        LOG.error("the aggregator on '{}' has ended; nothing more is received", endpoint, e);
      }
    } finally {
      ended.countDown();
    }
  }

  private void listen(ZContext used, Optional<Checkpoint> past)
      throws StartFailure, InterruptedException {
    boolean isFile = endpoint.file() != null;
    if (isFile) {
      openBoxes(endpoint.address(), true);
    }
    // The authenticator is closed after the socket that it protects.
    try (@Nullable CurveAuthenticator authenticator =
            CurveAuthenticator.of(used, security, totals);
        ZMQ.Socket socket = used.createSocket(SocketType.XSUB);
        ZMQ.Poller poller = used.createPoller(3)) {
      configure(socket);
      monitor.watch(socket);
      if (authenticator != null) {
        authenticator.protect(socket);
      }
      String address = StartFailure.listening(endpoint, () -> watch.bind(socket));
      poller.register(socket, ZMQ.Poller.POLLIN);
      wakeup.register(poller);
      if (authenticator != null) {
        authenticator.register(poller);
      }
      if (!isFile) {
        openBoxes(Endpoint.asSeenHere(address), false);
      }
      try (@Nullable Relay passing = relay) {
        if (passing != null) {
          checkpoints.changed();
          passing.start(state.lineage(), state.run());
        }
        past.ifPresent(this::restore);
        bound.complete(address);
        loop(socket, authenticator, poller);
      }
    }
  }

  /** Looks where an aggregator of the past ended, and says who this one is. */
  private Optional<Checkpoint> begin() throws IOException {
    Optional<Checkpoint> past = checkpoints.open(0);
    past.ifPresent(state::succeed);
    state.begin(checkpoints.isOn());
    if (past.isEmpty()) {
      // Workers name their black boxes by what stands in the file: it must outlive this process.
      checkpoints.writeNow(state::content);
    }
    return past;
  }

  private void restore(Checkpoint past) {
    restored = true;
    state.restore(past, 0);
    expiry.restored(past, 0);
  }

  /**
   * Begins to look for black boxes; without one of the usual folders for them there are none, which
   * is said. A folder that somebody chose must be there.
   *
   * @param alone whether there must be nobody else who does: a socket file tells that only as long
   *     as nobody deletes it
   */
  private void openBoxes(String address, boolean alone) throws StartFailure {
    Place place = Place.of(endpoint, address);
    try {
      boolean first = boxes.open(folders, place);
      // One that is ending has left its socket already, and leaves the boxes in a moment.
      for (int i = 0; !first && alone && i < ATTEMPTS && !wakeup.isSignalled(); i++) {
        wakeup.await(ATTEMPT_NANOS);
        first = boxes.open(folders, place);
      }
      if (first || !alone) {
        return;
      }
    } catch (IOException e) {
      if (folders.isChosen()) {
        throw StartFailure.starting(endpoint, e);
      }
      LOG.warn(
          "no black boxes ({}): what a worker that is killed had not delivered is lost",
          e.getMessage());
      return;
    }
    throw StartFailure.listening(
        endpoint,
        new IOException(
            "an aggregator listens there already, though its socket file is gone; stop it or choose"
                + " another path"));
  }

  private void configure(ZMQ.Socket socket) {
    socket.setRcvHWM(QUEUE_MESSAGES);
    socket.setMaxMsgSize(Wire.MAX_BYTES);
    socket.setBacklog(BACKLOG);
    socket.setLinger(LINGER_MILLIS);
    socket.setIPv6(endpoint.isIpv6());
    byte[] topic = Wire.topic(state.id());
    byte[] subscription = new byte[topic.length + 1];
    subscription[0] = 1;
    System.arraycopy(topic, 0, subscription, 1, topic.length);
    socket.send(subscription);
  }

  /** Goes on whatever is thrown, unless that never ends. */
  private void loop(
      ZMQ.Socket socket, @Nullable CurveAuthenticator authenticator, ZMQ.Poller poller)
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
