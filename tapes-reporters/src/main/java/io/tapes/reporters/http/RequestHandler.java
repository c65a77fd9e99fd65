package io.tapes.reporters.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection. It is always in one of three states, each with a deadline: awaiting a whole
 * request (then it is closed), awaiting the data (then the answer is 503), writing an answer (then
 * it is closed). A deadline that dripping bytes do not move is what hostile clients cannot outwit.
 *
 * <p>The next request is taken only when an answer is written, so a connection never has more than
 * one under way. All state belongs to the event loop.
 */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
  /** How long the rest of a refused request is read, so that its sender sees the answer. */
  private static final long LINGER_MILLIS = 1000;

  private final Routes routes;
  private final Executor workers;
  private final long timeoutMillis;
  private final Queue<HttpObject> pipelined = new ArrayDeque<>();
  private final Incoming incoming = new Incoming();
  private boolean taking;
  private @Nullable Future<?> deadline;
  private @Nullable Exchange current;

  RequestHandler(Routes routes, Executor workers, Duration timeout) {
    this.routes = routes;
    this.workers = workers;
    this.timeoutMillis = timeout.toMillis();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    awaitRequest(context);
  }

  private void awaitRequest(ChannelHandlerContext context) {
    arm(context, timeoutMillis, context::close);
    context.channel().config().setAutoRead(true);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    Exchange busy = current;
    if (busy == null) {
      take(context, part);
      pauseWhileBusy(context);
    } else if (!busy.unread) {
      pipelined.add(ReferenceCountUtil.retain(part));
    }
  }

  /** What was decoded already is kept, at most one read of bytes; no more is read. */
  private void pauseWhileBusy(ChannelHandlerContext context) {
    Exchange busy = current;
    if (busy != null && !busy.unread) {
      context.channel().config().setAutoRead(false);
    }
  }

  /** Takes what came with earlier requests. A loop: an answer written at once comes back here. */
  private void takePipelined(ChannelHandlerContext context) {
    if (taking) {
      return;
    }
    taking = true;
    while (current == null && !pipelined.isEmpty()) {
      HttpObject part = pipelined.remove();
      try {
        take(context, part);
      } finally {
        ReferenceCountUtil.release(part);
      }
    }
    taking = false;
    pauseWhileBusy(context);
  }

  private void take(ChannelHandlerContext context, HttpObject part) {
    incoming.take(part).ifPresent(outcome -> serve(context, outcome));
  }

  private void serve(ChannelHandlerContext context, Incoming.Outcome outcome) {
    HttpRequest http = outcome.request();
    Answer refusal = outcome.refusal();
    boolean head = http != null && http.method().equals(HttpMethod.HEAD);
    boolean keepAlive = http != null && HttpUtil.isKeepAlive(http);
    Exchange exchange = new Exchange(head, keepAlive, outcome.unread());
    current = exchange;
    if (refusal != null) {
      answer(context, exchange, refusal);
    } else if (http != null) {
      serve(context, exchange, http);
    }
  }

  private void serve(ChannelHandlerContext context, Exchange exchange, HttpRequest http) {
    if (http.method().equals(HttpMethod.OPTIONS)) {
      answer(context, exchange, Answer.of(204, "", new byte[0]));
    } else if (!exchange.head && !http.method().equals(HttpMethod.GET)) {
      answer(context, exchange, Answer.error(405, "only GET, HEAD and OPTIONS are answered here"));
    } else {
      route(context, exchange, http);
    }
  }

  private void route(ChannelHandlerContext context, Exchange exchange, HttpRequest http) {
    Routes.Request asked =
        new Routes.Request(
            http.uri(),
            String.join(",", http.headers().getAll(HttpHeaderNames.ACCEPT)),
            String.join(",", http.headers().getAll(HttpHeaderNames.ACCEPT_ENCODING)));
    Optional<Answer> quick = routes.quick(asked);
    if (quick.isPresent()) {
      answer(context, exchange, quick.get());
      return;
    }
    Answer late =
        Answer.error(
            503, "no snapshot within " + timeoutMillis + " ms; a gauge's source may be hanging");
    arm(context, timeoutMillis, () -> answer(context, exchange.last(), late));
    try {
      workers.execute(() -> fetch(context, exchange, asked));
    } catch (RejectedExecutionException e) {
      answer(context, exchange.last(), Answer.error(503, "too many requests wait for snapshots"));
    }
  }

  /** On a worker. */
  private void fetch(ChannelHandlerContext context, Exchange exchange, Routes.Request request) {
    if (exchange.answered || !context.channel().isActive()) {
      return;
    }
    Answer answer = routes.data(request);
    try {
      context.executor().execute(() -> answer(context, exchange, answer));
    } catch (RejectedExecutionException e) {
      context.close(); // the server is being closed
    }
  }

  private void answer(ChannelHandlerContext context, Exchange exchange, Answer answer) {
    if (exchange.answered || !context.channel().isActive()) {
      return;
    }
    exchange.answered = true;
    arm(context, timeoutMillis, context::close);
    context
        .writeAndFlush(NettyAnswers.of(answer, exchange.head, exchange.keepAlive))
        .addListener(written -> written((ChannelFuture) written, context, exchange));
  }

  private void written(ChannelFuture write, ChannelHandlerContext context, Exchange exchange) {
    if (!write.isSuccess() || (!exchange.keepAlive && !exchange.unread)) {
      context.close();
    } else if (exchange.unread) {
      linger(context);
    } else {
      current = null;
      awaitRequest(context);
      takePipelined(context);
    }
  }

  /** Closing with unread bytes resets the connection, and the client might not see the answer. */
  private void linger(ChannelHandlerContext context) {
    ((SocketChannel) context.channel()).shutdownOutput();
    arm(context, LINGER_MILLIS, context::close);
    context.channel().config().setAutoRead(true);
  }

  private void arm(ChannelHandlerContext context, long millis, Runnable action) {
    disarm();
    deadline = context.executor().schedule(action, millis, TimeUnit.MILLISECONDS);
  }

  private void disarm() {
    Future<?> armed = deadline;
    if (armed != null) {
      armed.cancel(false);
      deadline = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    disarm();
    pipelined.forEach(ReferenceCountUtil::release);
    pipelined.clear();
  }

  /** A client that went away, usually; what it may be otherwise concerns only its connection. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
