package io.tapes.reporters.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.GZIPInputStream;

/**
 * One answer on its way to one client. A large one goes in parts, each when the last has gone to
 * the socket; for a client that does not take gzip they are unpacked, on a worker, one at a time.
 */
final class AnswerStream {
  /** A fraction of what the socket buffers. */
  private static final int SLICE_BYTES = 32 << 10;

  private final ChannelHandlerContext context;
  private final Executor workers;
  private final Exchange exchange;
  private final Answer answer;
  private final Progress progress;

  /** What becomes of it; called on the event loop. */
  interface Progress {
    /** The client, or the socket on its behalf, took some bytes; there is more. */
    void took(int bytes);

    /** It is done: all was taken, or nothing more can be written. */
    void end(boolean complete);
  }

  /** Makes the next part where the last one was taken. */
  @FunctionalInterface
  private interface Next {
    void run();
  }

  AnswerStream(
      ChannelHandlerContext context,
      Executor workers,
      Exchange exchange,
      Answer answer,
      Progress progress) {
    this.context = context;
    this.workers = workers;
    this.exchange = exchange;
    this.answer = answer;
    this.progress = progress;
  }

  /** On the event loop. */
  void start() {
    Body body = answer.body();
    if (!body.isLarge() && body.length() <= SLICE_BYTES) {
      context
          .writeAndFlush(NettyAnswers.whole(answer, exchange.head, exchange.keepAlive))
          .addListener(written -> progress.end(written.isSuccess()));
      return;
    }
    boolean unpack = body.isLarge() && !answer.gzip();
    if (unpack && !exchange.chunks) {
      exchange.last();
    }
    context.write(NettyAnswers.begun(answer, unpack, exchange.chunks, exchange.keepAlive));
    if (exchange.head) {
      end();
    } else if (unpack) {
      unpack();
    } else {
      send(body.parts().iterator());
    }
  }

  private void send(Iterator<byte[]> parts) {
    if (parts.hasNext()) {
      write(parts.next(), 0, () -> send(parts));
    } else {
      end();
    }
  }

  private void unpack() {
    try {
      InputStream in =
          new GZIPInputStream(new Parts.Input(answer.body().parts()), Body.PART_BYTES / 8);
      onWorker(() -> unpack(in));
    } catch (IOException e) { // what was packed here
      context.close();
    }
  }

  /** On a worker. */
  private void unpack(InputStream in) {
    if (!context.channel().isActive()) {
      return;
    }
    try {
      byte[] part = in.readNBytes(Body.PART_BYTES);
      context
          .executor()
          .execute(
              () -> {
                if (part.length == 0) {
                  end();
                } else {
                  write(part, 0, () -> onWorker(() -> unpack(in)));
                }
              });
    } catch (Throwable e) { // breaking off tells the client that the answer is not whole
      context.close();
    }
  }

  private void onWorker(Runnable task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) { // the server is being closed, or the source hangs
      progress.end(false);
    }
  }

  /** Goes in slices, so that a client that is slow but reads shows progress. */
  private void write(byte[] part, int from, Next next) {
    int bytes = Math.min(SLICE_BYTES, part.length - from);
    Next rest = from + bytes < part.length ? () -> write(part, from + bytes, next) : next;
    context
        .writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(part, from, bytes)))
        .addListener(written -> written((ChannelFuture) written, bytes, rest));
  }

  private void written(ChannelFuture write, int bytes, Next next) {
    if (write.isSuccess()) {
      progress.took(bytes);
      next.run();
    } else {
      progress.end(false);
    }
  }

  private void end() {
    context
        .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
        .addListener(written -> progress.end(written.isSuccess()));
  }
}
