package io.tapes.distributed.aggregator;

import io.tapes.distributed.box.Place;
import io.tapes.distributed.link.ConnectionMonitor;
import io.tapes.distributed.link.CurveAuthenticator;
import io.tapes.distributed.link.Endpoint;
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
   * of the socket file included. What it does once it listens is ReceiverLoop.
   *
   * Whatever cannot be had fails the start before anything of the past is restored: then all that
   * was opened is closed again, the sums are as they were, and another receiver may try.
   */
  private static final int QUEUE_MESSAGES = 32;
  private static final int LINGER_MILLIS = 200;

  /** As many workers may connect at once; the kernel has a limit of its own (somaxconn). */
  private static final int BACKLOG = 4_096;

  private static final int ATTEMPTS = 20;
  private static final long ATTEMPT_NANOS = 100_000_000L;
  private static final Logger LOG = Loggers.AGGREGATOR;

  private final LogLimiter log = new LogLimiter(LOG);
  private final IoThreads threads = new IoThreads(log);
  private final ReceiverParts parts;
  private final Endpoint endpoint;
  private final AggregatorState state;
  private final Checkpoints checkpoints;
  private final BlackBoxes boxes;
  private final SocketWatch watch;
  private final ConnectionMonitor monitor;
  private final Wakeup wakeup = new Wakeup();
  private final CompletableFuture<String> bound = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean restored;
  private volatile @Nullable String problem;
  private volatile @Nullable ZContext context;

  public Receiver(ReceiverParts parts) {
    this.parts = parts;
    this.endpoint = parts.endpoint();
    this.state = parts.state();
    this.checkpoints = parts.checkpoints();
    this.boxes = parts.boxes();
    this.watch = parts.watch();
    this.monitor = new ConnectionMonitor(parts.totals(), endpoint, parts.security() != null);
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

  /** Returns whether the sums of the past were begun to be restored, which happens once. */
  public boolean hasRestored() {
    return restored;
  }

  /** Why nothing is received any more, though the end was not asked for; null if that is not so. */
  public @Nullable String problem() {
    return problem;
  }

  /** Returns what the library has to do with this aggregator; null before it listens. */
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
            CurveAuthenticator.of(used, parts.security(), parts.totals());
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
      try (@Nullable Relay passing = parts.relay()) {
        if (passing != null) {
          checkpoints.changed();
          passing.start(state.lineage(), state.run());
        }
        past.ifPresent(this::restore);
        bound.complete(address);
        new ReceiverLoop(parts, monitor, wakeup, log).run(socket, authenticator, poller);
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
    parts.expiry().restored(past, 0);
  }

  /**
   * Begins to look for black boxes; without one of the usual folders for them there are none, which
   * is said. A folder that was set must be there.
   *
   * @param alone whether there must be no other one that does: a socket file tells that only as
   *     long as it is not deleted
   */
  private void openBoxes(String address, boolean alone) throws StartFailure {
    Place place = Place.of(endpoint, address);
    try {
      boolean first = boxes.open(parts.folders(), place);
      // One that is ending has left its socket already, and leaves the boxes in a moment.
      for (int i = 0; !first && alone && i < ATTEMPTS && !wakeup.isSignalled(); i++) {
        wakeup.await(ATTEMPT_NANOS);
        first = boxes.open(parts.folders(), place);
      }
      if (first || !alone) {
        return;
      }
    } catch (IOException e) {
      if (parts.folders().isChosen()) {
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
    subscribe(socket, Wire.capabilities(state.id())); // first: frames come once there is the other
    subscribe(socket, Wire.topic(state.id()));
  }

  private static void subscribe(ZMQ.Socket socket, byte[] topic) {
    byte[] subscription = new byte[topic.length + 1];
    subscription[0] = 1;
    System.arraycopy(topic, 0, subscription, 1, topic.length);
    socket.send(subscription);
  }
}
