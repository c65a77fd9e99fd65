package io.tapes.reporters.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A connected stream socket, TCP or Unix, on which nothing waits longer than it may. The channel
 * does not block and a selector waits: a blocking write has no time-out, and a peer that stopped
 * reading would keep the thread for ever.
 */
final class StreamConnection implements Connection {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  private StreamConnection(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    channel.configureBlocking(false);
    this.key = channel.register(selector, 0);
  }

  static StreamConnection open(SocketAddress target, Duration timeout) throws IOException {
    boolean unix = target instanceof UnixDomainSocketAddress;
    SocketChannel channel =
        unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    try {
      if (!unix) {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      StreamConnection connection = new StreamConnection(channel, Selector.open());
      try {
        connection.connect(target, timeout);
        return connection;
      } catch (IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void connect(SocketAddress target, Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean connected = channel.connect(target);
    while (!connected) {
      await(
          SelectionKey.OP_CONNECT, deadline, "no connection within " + timeout.toMillis() + " ms");
      connected = channel.finishConnect();
    }
  }

  @Override
  public void write(ByteBuffer bytes, Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(
            SelectionKey.OP_WRITE,
            deadline,
            "the receiver did not take "
                + bytes.remaining()
                + " bytes in "
                + timeout.toMillis()
                + " ms");
      }
    }
  }

  /** Reads what is there, without waiting; -1 at the end. */
  int readNow(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  /** Waits for something to read; -1 at the end. */
  int read(ByteBuffer into, long deadline) throws IOException {
    int read = channel.read(into);
    while (read == 0 && into.hasRemaining()) {
      await(SelectionKey.OP_READ, deadline, "no answer in time");
      read = channel.read(into);
    }
    return read;
  }

  @Override
  public boolean isHungUp() {
    ByteBuffer ignored = ByteBuffer.allocate(512);
    try {
      int read;
      do {
        read = channel.read(ignored.clear());
      } while (read > 0);
      return read < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private void await(int operation, long deadline, String failure) throws IOException {
    key.interestOps(operation);
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left > 0) {
      selector.select(left);
      selector.selectedKeys().clear();
    } else {
      throw new SocketTimeoutException(failure);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while waiting for the network");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      selector
          .close(); // deregisters, so that the socket is closed now and not with the next select
    }
  }
}
