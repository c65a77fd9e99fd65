package io.tapes.distributed.link;

import io.tapes.Counter;
import io.tapes.Registry;
import io.tapes.support.LogLimiter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** Decides which workers are let in where connections are encrypted. The I/O thread. */
public final class CurveAuthenticator implements AutoCloseable {
  /*
   * CURVE proves to the worker that the aggregator has the secret key, and tells the aggregator the
   * worker's public key, which it proves as well. Whether that key is one of ours is asked in
   * messages of ZeroMQ's authentication protocol (RFC 27), to the socket bound to a name that this
   * context knows. Without one every worker would be let in; so it is bound before
   * the aggregator listens, closed after it, and answered by the thread that receives: there is no
   * other thread whose end could leave the door open.
   *
   * A question is: who asks, nothing, version, id, domain, address, identity, mechanism, key. The
   * socket is one that lets a question go unanswered: should this thread fail in between, one
   * connection fails with it and no other.
   */
  private static final String NAME = "inproc://zeromq.zap.01";
  private static final String VERSION = "1.0";
  private static final String DOMAIN = "tapes";
  private static final int BEFORE = 2;
  private static final int PARTS = BEFORE + 7;
  private static final int KEY_BYTES = 32;

  private final LogLimiter log = new LogLimiter(Loggers.AGGREGATOR);
  private final CurveServerSettings security;
  private final Counter refused;
  private final ZMQ.Socket questions;

  private CurveAuthenticator(ZContext context, CurveServerSettings security, Registry totals) {
    this.security = security;
    refused = totals.counter(ConnectionMonitor.REFUSED);
    questions = context.createSocket(SocketType.ROUTER);
    questions.setLinger(0);
    questions.bind(NAME);
  }

  /** None where nothing is encrypted. */
  public static @Nullable CurveAuthenticator of(
      ZContext context, @Nullable CurveServerSettings security, Registry totals) {
    return security == null ? null : new CurveAuthenticator(context, security, totals);
  }

  /** Before the socket is bound. */
  public void protect(ZMQ.Socket socket) {
    socket.setCurveServer(true);
    socket.setCurveSecretKey(security.own().secretKey());
    socket.setCurvePublicKey(security.own().publicKey());
    socket.setZapDomain(DOMAIN);
  }

  public void register(ZMQ.Poller poller) {
    poller.register(questions, ZMQ.Poller.POLLIN);
  }

  /** Answers all who wait. */
  public void answer(long now) {
    for (ZMsg question = ZMsg.recvMsg(questions, ZMQ.DONTWAIT);
        question != null;
        question = ZMsg.recvMsg(questions, ZMQ.DONTWAIT)) {
      ZFrame[] parts = question.toArray(new ZFrame[0]);
      if (parts.length < BEFORE) {
        continue;
      }
      boolean admitted = parts.length == PARTS && isAllowed(parts, now);
      ZMsg answer = new ZMsg();
      answer.add(parts[0].getData());
      answer.add(parts[1].getData());
      answer.add(VERSION);
      answer.add(parts.length > BEFORE + 1 ? parts[BEFORE + 1].getData() : new byte[0]);
      answer.add(admitted ? "200" : "400");
      answer.add(admitted ? "OK" : "not allowed");
      answer.add(""); // a name of the user, of which nothing is made
      answer.add(""); // properties
      answer.send(questions);
    }
  }

  private boolean isAllowed(ZFrame[] parts, long now) {
    byte[] key = parts[PARTS - 1].getData();
    if (!text(parts[BEFORE]).equals(VERSION)
        || !text(parts[BEFORE + 2]).equals(DOMAIN)
        || !text(parts[PARTS - 2]).equals("CURVE")
        || key.length != KEY_BYTES) {
      return false;
    }
    AllowedKeys allowed = security.allowed();
    if (allowed == null) {
      return true;
    }
    String worker = ZMQ.Curve.z85Encode(key);
    if (allowed.contains(worker, now)) {
      return true;
    }
    refused.increment();
    log.warn(
        "a worker on "
            + text(parts[BEFORE + 3])
            + " is refused: its public key '"
            + worker
            + "' is not among those that are allowed; add it there if the worker is one of yours",
        null);
    return false;
  }

  private static String text(ZFrame part) {
    return new String(part.getData(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    questions.close();
  }
}
