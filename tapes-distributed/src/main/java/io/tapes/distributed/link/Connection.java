package io.tapes.distributed.link;

import io.tapes.Registry;
import io.tapes.distributed.link.Unreached.Stage;
import io.tapes.distributed.wire.Wire;
import io.tapes.support.LogLimiter;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMonitor;

/** The worker's socket, made again when no aggregator answers. The publisher's thread. */
public final class Connection implements AutoCloseable {
  /*
   * The socket connects again by itself when the other side is gone. It gives up for good, and
   * without a word, when the other side answers and refuses: a wrong key, or none where one is
   * needed. An administrator who corrects it must not have to restart all workers. So a socket to
   * which no aggregator has subscribed for some seconds is replaced, which costs nothing: what was
   * in its queue is sent again anyhow.
   */
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  /** A connection on this host that takes longer misses something, and is tried again. */
  private static final int GREETING_MILLIS = 300;

  /** The same, where packets may be lost. */
  private static final int FAR_GREETING_MILLIS = 3_000;

  private static final int EVENTS =
      ZMQ.EVENT_CONNECTED
          | ZMQ.EVENT_CONNECT_RETRIED
          | ZMQ.EVENT_DISCONNECTED
          | ZMQ.EVENT_HANDSHAKE_PROTOCOL
          | ZMQ.HANDSHAKE_FAILED_PROTOCOL
          | ZMQ.HANDSHAKE_FAILED_AUTH;

  private final LogLimiter log = new LogLimiter(Loggers.WORKER);
  private final ZContext context;
  private final ZMQ.Poller poller;
  private final Endpoint endpoint;
  private final @Nullable ServerKeys keys;
  private final int queueFrames;
  private final Registry registry;
  private ZMQ.@Nullable Socket socket;
  private long sinceNanos;
  private volatile Attempt attempt = new Attempt();

  /** What one socket has seen; written by the library's thread as well. */
  static final class Attempt implements ZEvent.ZEventConsummer {
    /*
     * After each connection that ends, and after each attempt that came to none, the library says
     * once that it will try again. The second kind says that no aggregator is there now: how far an
     * earlier connection came means nothing any more. Nor does it after one that was served.
     */
    private volatile boolean subscribed;
    private volatile Stage reached = Stage.NOTHING;
    private boolean connectedSince;

    @Override
    public void consume(ZEvent event) {
      consume(event.getEvent());
    }

    void consume(ZMonitor.Event event) {
      boolean served = subscribed;
      // Whatever it is, a subscription that still counts comes after it.
      subscribed = false;
      switch (event) {
        case CONNECTED -> {
          connectedSince = true;
          reached = reached == Stage.NOTHING ? Stage.CONNECTED : reached;
        }
        case HANDSHAKE_PROTOCOL -> reached = Stage.GREETED;
        case HANDSHAKE_FAILED_AUTH -> reached = Stage.REFUSED;
        case DISCONNECTED -> reached = served ? Stage.NOTHING : reached;
        case CONNECT_RETRIED -> {
          reached = connectedSince ? reached : Stage.NOTHING;
          connectedSince = false;
        }
        default -> {}
      }
    }

    Stage reached() {
      return reached;
    }

    void subscribed(boolean newSubscribed) {
      subscribed = newSubscribed;
    }
  }

  public Connection(
      ZContext context,
      ZMQ.Poller poller,
      Endpoint endpoint,
      @Nullable ServerKeys keys,
      int queueFrames,
      Registry registry) {
    this.context = context;
    this.poller = poller;
    this.endpoint = endpoint;
    this.keys = keys;
    this.queueFrames = queueFrames;
    this.registry = registry;
    open(System.nanoTime());
  }

  private void open(long now) {
    sinceNanos = now;
    Attempt next = new Attempt();
    attempt = next;
    ZMQ.Socket opened = context.createSocket(SocketType.XPUB);
    try {
      configure(opened, next);
      opened.connect(endpoint.address());
    } catch (ZMQException e) {
      opened.close();
      log.warn(
          "there is no way to '"
              + endpoint
              + "' ("
              + e.getMessage()
              + "); check the host's name; it is tried again",
          e);
      return;
    }
    poller.register(opened, ZMQ.Poller.POLLIN);
    socket = opened;
  }

  private void configure(ZMQ.Socket opened, Attempt events) {
    opened.setXpubNoDrop(true);
    // A subscription that comes again says that the connection broke: no need to wait.
    opened.setXpubVerbose(true);
    opened.setSndHWM(queueFrames);
    opened.setMaxMsgSize(Wire.MAX_BYTES);
    opened.setHandshakeIvl(endpoint.isLocal() ? GREETING_MILLIS : FAR_GREETING_MILLIS);
    opened.setReconnectIVL(50);
    opened.setReconnectIVLMax(500);
    opened.setLinger(0);
    opened.setIPv6(endpoint.isIpv6());
    opened.setEventHook(events, EVENTS);
    ServerKeys by = keys;
    if (by != null) {
      opened.setCurveServerKey(CurveTexts.decode("public key", by.server()));
      opened.setCurvePublicKey(by.own().publicKey());
      opened.setCurveSecretKey(by.own().secretKey());
    }
  }

  /**
   * Returns whether an aggregator has subscribed, and the connection did not break since. Any
   * thread.
   */
  public boolean isConnected() {
    return attempt.subscribed;
  }

  /** False when the queue is full. */
  public boolean send(byte[] frame) {
    ZMQ.Socket to = socket;
    return to != null && to.send(frame, ZMQ.DONTWAIT);
  }

  public byte @Nullable [] receive() {
    ZMQ.Socket from = socket;
    return from == null ? null : from.recv(ZMQ.DONTWAIT);
  }

  /** An aggregator asks for frames, or does so no longer. */
  public void subscribed(boolean newSubscribed) {
    attempt.subscribed(newSubscribed);
  }

  /** Looks whether an aggregator is there, and makes a new attempt if not. */
  public void tick(long now) {
    if (isConnected()) {
      sinceNanos = now;
    } else if (now - sinceNanos >= PATIENCE_NANOS) {
      registry.counter("tapes.connections.failed").increment();
      log.warn(
          "no aggregator answers on '"
              + endpoint
              + "': "
              + Unreached.why(endpoint, keys != null, attempt.reached()),
          null);
      close();
      open(now);
    }
  }

  @Override
  public void close() {
    ZMQ.Socket old = socket;
    if (old != null) {
      poller.unregister(old);
      old.close();
      socket = null;
    }
  }
}
