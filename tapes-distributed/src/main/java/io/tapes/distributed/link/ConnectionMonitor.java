package io.tapes.distributed.link;

import io.tapes.Counter;
import io.tapes.Registry;
import io.tapes.support.LogLimiter;
import java.nio.channels.SelectableChannel;
import java.util.HashMap;
import java.util.Map;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;

/** Counts the connections to the aggregator that came to nothing. Any thread. */
public final class ConnectionMonitor implements ZEvent.ZEventConsummer {
  /*
   * A handshake that the keys spoil is an event of its own. That the other side uses no keys while
   * this one does, or the reverse, is none: the connection ends, and that is all. Nor does the
   * event that tells of a greeting say whose it was. But a greeting has a time limit, so of the
   * connections that are older than that all that live have been greeted, and what remains of
   * 'accepted' less 'greeted' less 'perhaps not yet greeted' ended before. The number is behind by
   * that time at most, and never too large. A few of them mean nothing: a worker that misses the
   * end of the handshake gives up after a moment and tries again. So one in three is told.
   */
  static final String REFUSED = "tapes.connections.refused";
  static final int GREETING_MILLIS = 5_000;
  private static final long YOUNG_NANOS = (GREETING_MILLIS + 1_000) * 1_000_000L;
  private static final int TELL_EVERY = 3;
  private static final int EVENTS =
      ZMQ.EVENT_ACCEPTED
          | ZMQ.EVENT_DISCONNECTED
          | ZMQ.EVENT_HANDSHAKE_PROTOCOL
          | ZMQ.HANDSHAKE_FAILED_PROTOCOL;

  private final LogLimiter log = new LogLimiter(Loggers.AGGREGATOR);
  private final Counter refused;
  private final Counter broken;
  private final boolean local;
  private final boolean keys;
  private final Map<SelectableChannel, Long> open = new HashMap<>();
  private long accepted;
  private long greeted;
  private long ended;
  private long toTell;

  /**
   * Begins to count.
   *
   * @param keys whether connections are encrypted
   */
  public ConnectionMonitor(Registry totals, Endpoint endpoint, boolean keys) {
    this.keys = keys;
    refused = totals.counter(REFUSED);
    broken = totals.counter("tapes.connections.broken");
    local = endpoint.file() != null;
  }

  public void watch(ZMQ.Socket socket) {
    socket.setHandshakeIvl(GREETING_MILLIS);
    socket.setEventHook(this, EVENTS);
  }

  @Override
  public synchronized void consume(ZEvent event) {
    switch (event.getEvent()) {
      case ACCEPTED -> {
        accepted++;
        open.put(event.getValue(), System.nanoTime());
      }
      case DISCONNECTED -> open.remove(event.<SelectableChannel>getValue());
      case HANDSHAKE_PROTOCOL -> greeted++;
      case HANDSHAKE_FAILED_PROTOCOL -> {
        refused.increment();
        log.warn(
            keys
                ? "a connection is refused: the worker has another key of this aggregator; give it"
                    + " this one's public key"
                : "a connection is refused: what it sends is no handshake of a worker",
            null);
      }
      default -> {}
    }
  }

  /** Counts those that ended without a greeting. */
  public synchronized void tick() {
    long now = System.nanoTime();
    long young = open.values().stream().filter(since -> now - since < YOUNG_NANOS).count();
    long more = accepted - greeted - young - ended;
    if (more <= 0) {
      return;
    }
    broken.increment(more);
    ended += more;
    toTell += more;
    if (!local && toTell >= TELL_EVERY) {
      toTell = 0;
      log.warn(
          keys
              ? "connections end before the handshake: a worker uses no keys, or it is no worker; give"
                  + " it the public key of this aggregator"
              : "connections end before the handshake: a worker uses keys and this aggregator does"
                  + " not, or it is no worker; set keys(pair) or --key FILE, or take the worker's"
                  + " away",
          null);
    }
  }
}
