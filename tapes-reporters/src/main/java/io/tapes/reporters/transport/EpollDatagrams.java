package io.tapes.reporters.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The only class of this package that knows Netty: Unix datagram sockets on Linux. */
final class EpollDatagrams implements BufferedLines.Carrier {
  /** A receiver whose queue is full makes senders wait; this is how long. */
  private static final long WRITE_SECONDS = 5;

  private final Path socket;
  private @Nullable EventLoopGroup loop;
  private @Nullable Channel channel;

  private EpollDatagrams(Path socket) {
    this.socket = socket;
  }

  /** A carrier; throws what is missing where the native transport cannot be used. */
  static BufferedLines.Carrier to(Path socket) {
    EpollVersions.requireAlike(EpollDatagrams.class.getClassLoader());
    Epoll.ensureAvailability();
    return new EpollDatagrams(socket);
  }

  @Override
  public void carry(ByteBuffer datagram) throws IOException {
    try {
      await(connected().writeAndFlush(Unpooled.copiedBuffer(datagram)));
    } catch (IOException | RuntimeException e) {
      disconnect();
      throw new IOException("cannot send to unix-datagram://" + socket + ": " + e, e);
    }
  }

  private Channel connected() throws IOException {
    Channel known = channel;
    if (known != null && known.isActive()) {
      return known;
    }
    EventLoopGroup threads = loop;
    if (threads == null) {
      threads =
          new MultiThreadIoEventLoopGroup(
              1,
              new DefaultThreadFactory("tapes-unix-datagrams", true),
              EpollIoHandler.newFactory());
      loop = threads;
    }
    ChannelFuture connecting =
        new Bootstrap()
            .group(threads)
            .channel(EpollDomainDatagramChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(new DomainSocketAddress(socket.toFile()));
    await(connecting);
    channel = connecting.channel();
    return connecting.channel();
  }

  private static void await(ChannelFuture future) throws IOException {
    try {
      if (!future.await(WRITE_SECONDS, TimeUnit.SECONDS)) {
        future.channel().close();
        throw new SocketTimeoutException(
            "the receiver did not take a datagram in " + WRITE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      future.channel().close(); // what waits there does not leave any more
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the receiver");
    }
    Throwable failure = future.cause();
    if (failure != null) {
      future.channel().close();
      throw new IOException(failure);
    }
  }

  private void disconnect() {
    Channel known = channel;
    channel = null;
    if (known != null) {
      known.close();
    }
  }

  @Override
  public void close() {
    disconnect();
    EventLoopGroup threads = loop;
    if (threads != null) {
      threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
