package io.tapes.reporters.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;

/**
 * TLS over a stream that does not block: an {@code SSLSocket} would, and a peer that stopped
 * reading would keep its thread for ever. The peer's certificate must be that of its host.
 */
final class TlsConnection implements Connection {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final Duration FAREWELL = Duration.ofMillis(200);

  private final StreamConnection wire;
  private final SSLEngine engine;
  private final ByteBuffer outgoing;

  /** What came and is not decrypted yet, ready to take more. */
  private final ByteBuffer incoming;

  /** What the peer says, which is not read. */
  private final ByteBuffer ignored;

  private TlsConnection(StreamConnection wire, SSLEngine engine) {
    this.wire = wire;
    this.engine = engine;
    this.outgoing = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    this.incoming = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    this.ignored = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
  }

  /** Shakes hands over a connection, which is closed where that fails. */
  static TlsConnection over(
      StreamConnection wire, SSLContext context, String host, int port, Duration timeout)
      throws IOException {
    try {
      SSLEngine engine = context.createSSLEngine(host, port);
      engine.setUseClientMode(true);
      SSLParameters checked = engine.getSSLParameters();
      checked.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(checked);
      TlsConnection connection = new TlsConnection(wire, engine);
      connection.shakeHands(System.nanoTime() + timeout.toNanos());
      return connection;
    } catch (IOException | RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  private void shakeHands(long deadline) throws IOException {
    engine.beginHandshake();
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> wrap(NOTHING, left(deadline));
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (unwrap().getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            if (wire.read(incoming, deadline) < 0) {
              throw new EOFException("the peer hung up during the handshake of TLS");
            }
          } else if (engine.isInboundDone()) {
            throw new EOFException("the peer ended TLS during its handshake");
          }
        }
        default -> {
          return;
        }
      }
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }

  private void wrap(ByteBuffer bytes, Duration timeout) throws IOException {
    engine.wrap(bytes, outgoing.clear());
    wire.write(outgoing.flip(), timeout);
  }

  private SSLEngineResult unwrap() throws IOException {
    incoming.flip();
    try {
      return engine.unwrap(incoming, ignored.clear());
    } finally {
      incoming.compact();
    }
  }

  @Override
  public void write(ByteBuffer bytes, Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (bytes.hasRemaining()) {
      wrap(bytes, left(deadline));
    }
  }

  @Override
  public boolean isHungUp() {
    try {
      while (true) {
        int read = wire.readNow(incoming);
        boolean more = unwrap().getStatus() == SSLEngineResult.Status.OK;
        if (read < 0 || engine.isInboundDone()) {
          return true;
        }
        if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_TASK) {
          engine.getDelegatedTask().run();
        }
        if (read == 0 && !more) {
          return false;
        }
      }
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      engine.closeOutbound();
      wrap(NOTHING, FAREWELL);
    } catch (IOException e) {
      // the peer is gone, or does not read
    } finally {
      wire.close();
    }
  }
}
