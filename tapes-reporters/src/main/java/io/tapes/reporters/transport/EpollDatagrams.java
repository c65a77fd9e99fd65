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
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The only class of this package that knows Netty: Unix datagram sockets on Linux. Whatever calls
 * Netty runs on its event loop, or on an {@link OwnThread}.
 */
final class EpollDatagrams implements LineCarrier {
  /** A receiver whose queue is full makes senders wait; this is how long. */
  private static final long WRITE_SECONDS = 5;

  private final Path socket;
  private @Nullable EventLoopGroup loop;
  private @Nullable Channel channel;

  private EpollDatagrams(Path socket) {
    this.socket = socket;
  }

  /** A carrier; throws what is missing where the native transport cannot be used. */
  static LineCarrier to(Path socket) {
    EpollVersions.requireAlike(EpollDatagrams.class.getClassLoader());
    Epoll.ensureAvailability();
    return new EpollDatagrams(socket);
  }

  @Override
  public void carry(ByteBuffer datagram) throws IOException {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    try {
      Channel to = connected();
      CompletableFuture<Boolean> sent = new CompletableFuture<>();
      to.eventLoop()
          .execute(
              () ->
                  to.writeAndFlush(Unpooled.wrappedBuffer(bytes))
                      .addListener(write -> complete(sent, write, true)));
      await(sent);
    } catch (IOException | RuntimeException e) {
      disconnect();
      throw new IOException("cannot send to " + destination() + ": " + e, e);
    }
  }

  @Override
  public String destination() {
    return "unix-datagram://" + socket;
  }

  private Channel connected() throws IOException {
    Channel known = channel;
    if (known != null && known.isActive()) {
      return known;
    }
    CompletableFuture<Channel> connecting =
        OwnThread.call("tapes-unix-datagrams-connect", this::connect);
    Channel connected = await(connecting);
    channel = connected;
    return connected;
  }

  private CompletableFuture<Channel> connect() {
    EventLoopGroup threads = loop;
    if (threads == null) {
      threads =
          new MultiThreadIoEventLoopGroup(
              1,
              new DefaultThreadFactory("tapes-unix-datagrams", true),
              EpollIoHandler.newFactory());
      loop = threads;
    }
    CompletableFuture<Channel> connected = new CompletableFuture<>();
    ChannelFuture connecting =
        new Bootstrap()
            .group(threads)
            .channel(EpollDomainDatagramChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(new DomainSocketAddress(socket.toFile()));
    connecting.addListener(done -> complete(connected, done, connecting.channel()));
    return connected;
  }

  private static <T> void complete(CompletableFuture<T> future, Future<?> done, T result) {
    if (done.isSuccess()) {
      future.complete(result);
    } else {
      future.completeExceptionally(done.cause());
    }
  }

  private static <T> T await(CompletableFuture<T> future) throws IOException {
    try {
      return future.get(WRITE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException(
          "the receiver did not take a datagram in " + WRITE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the receiver");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private void disconnect() {
    Channel known = channel;
    channel = null;
    if (known != null) {
      known.eventLoop().execute(known::close); // what waits there does not leave any more
    }
  }

  @Override
  public void close() {
    disconnect();
    EventLoopGroup threads = loop;
    if (threads != null) {
      OwnThread.call(
          "tapes-unix-datagrams-close",
          () ->
              threads
                  .shutdownGracefully(0, 1, TimeUnit.SECONDS)
                  .awaitUninterruptibly(WRITE_SECONDS, TimeUnit.SECONDS));
    }
  }
}
