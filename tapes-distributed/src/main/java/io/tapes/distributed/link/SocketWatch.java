package io.tapes.distributed.link;

import io.tapes.Counter;
import io.tapes.Registry;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Keeps an aggregator's address reachable. The I/O thread, unless something else is said. */
public final class SocketWatch implements AutoCloseable {
  /*
   * Who is connected stays so when the socket's file is deleted, but no new worker can connect. So
   * the file is looked at, and the socket bound again, to a file of its own, if it is gone or
   * another one. The old listener is given up then; workers that came through it connect again.
   */
  private static final Logger LOG = Loggers.AGGREGATOR;

  private final LogLimiter log = new LogLimiter(LOG);
  private final Endpoint endpoint;
  private final SocketAccess access;
  private final Counter rebound;
  private @Nullable SocketFile file;
  private String bound = "";
  private volatile @Nullable String trouble;

  public SocketWatch(Endpoint endpoint, SocketAccess access, Registry totals) {
    this.endpoint = endpoint;
    this.access = access;
    rebound = totals.counter("tapes.socket.rebound");
  }

  /** Makes sure that the address is free, before anything else is begun. */
  public void prepare() throws IOException {
    Path path = endpoint.file();
    file = path == null ? null : SocketFile.prepare(path, access);
  }

  /** Begins to listen, and returns the address, with the port that was chosen. */
  public String bind(ZMQ.Socket socket) throws IOException {
    SocketFile to = file;
    if (to == null) {
      bind(socket, endpoint.address());
      return endpoint.bound(bound);
    }
    bind(socket, "ipc://" + to.bindPath());
    to.secure();
    return endpoint.address();
  }

  private void bind(ZMQ.Socket socket, String address) throws IOException {
    try {
      socket.bind(address);
      bound = socket.getLastEndpoint();
    } catch (ZMQException e) {
      throw new IOException(Unbindable.why(endpoint, String.valueOf(e.getMessage())), e);
    }
  }

  /** Binds again if the file is not there any more. */
  public void tick(ZMQ.Socket socket) {
    SocketFile old = file;
    if (old == null) {
      return;
    }
    try {
      if (!old.isThere()) {
        rebind(socket, old);
        rebound.increment();
        LOG.warn(
            "the socket file of '{}' was deleted while this aggregator runs, and is made again;"
                + " workers that wanted to connect meanwhile do so now",
            endpoint);
      }
      trouble = null;
    } catch (IOException e) {
      trouble = "workers cannot connect to '" + endpoint + "': " + e.getMessage();
      log.warn(trouble + "; it is tried again", e);
    }
  }

  private void rebind(ZMQ.Socket socket, SocketFile old) throws IOException {
    String before = bound;
    SocketFile next = SocketFile.prepare(Objects.requireNonNull(endpoint.file()), access);
    boolean done = false;
    try {
      bind(socket, "ipc://" + next.bindPath());
      next.secure();
      done = true;
    } finally {
      if (!done) {
        if (!bound.equals(before)) {
          socket.unbind(bound);
          bound = before;
        }
        next.remove();
      }
    }
    file = next;
    if (old.isMadeAside()) {
      // The library removes the file at the path that was bound to, which must not be the new one.
      socket.unbind(before);
    }
    old.remove();
  }

  /** Why workers cannot connect now; empty while they can. Any thread. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** After the socket is closed. It may begin again. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.remove();
      file = null;
    }
    bound = "";
    trouble = null;
  }
}
