package io.tapes.spectator;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A Unix datagram socket that is read. */
final class UnixReceiver implements AutoCloseable {
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final BlockingQueue<String> datagrams = new LinkedBlockingQueue<>();
  private final Path path;
  private final Channel channel;

  UnixReceiver(Path path) throws InterruptedException {
    this.path = path;
    channel =
        new Bootstrap()
            .group(loop)
            .channel(EpollDomainDatagramChannel.class)
            .handler(
                new SimpleChannelInboundHandler<DomainDatagramPacket>() {
                  @Override
                  protected void channelRead0(ChannelHandlerContext to, DomainDatagramPacket one) {
                    datagrams.add(one.content().toString(StandardCharsets.UTF_8));
                  }
                })
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(1 << 16))
            .bind(new DomainSocketAddress(path.toFile()))
            .sync()
            .channel();
  }

  /** The next lines, which may have come together. */
  List<String> lines(int count) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      String datagram = datagrams.poll(20, TimeUnit.SECONDS);
      if (datagram == null) {
        throw new AssertionError("only " + lines + " came");
      }
      lines.addAll(List.of(datagram.split("\n", -1)));
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    channel.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    Files.deleteIfExists(path);
  }
}
