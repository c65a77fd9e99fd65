package io.tapes.reporters.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection. It is always in one of three states, each with a deadline: awaiting a whole
 * request (then it is closed), awaiting the data (then the answer is 503), writing an answer (then
 * it is closed unless the client keeps up a {@link WriteRate}). A deadline that dripping bytes do
 * not move is what hostile clients cannot outwit.
 *
 * <p>The next request is taken only when an answer is written, so a connection never has more than
 * one under way. All state belongs to the event loop.
 */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
  /** How long the rest of a refused request is read, so that its sender sees the answer. */
  private static final long LINGER_MILLIS = 1000;

  private final Service service;
  private final Queue<HttpObject> pipelined = new ArrayDeque<>();
  private final Incoming incoming = new Incoming();
  private boolean taking;
  private @Nullable Future<?> deadline;
  private @Nullable Exchange current;
  private Service.@Nullable Client client;

  RequestHandler(Service service) {
    this.service = service;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    client = new Service.Client(((SocketChannel) context.channel()).remoteAddress().getAddress());
    awaitRequest(context);
  }

  private void awaitRequest(ChannelHandlerContext context) {
    arm(context, service.timeoutMillis, context::close);
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
    boolean chunks = http == null || http.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
    Exchange exchange = new Exchange(head, chunks, keepAlive, outcome.unread());
    current = exchange;
    if (refusal != null) {
      answer(context, exchange, refusal);
    } else if (http != null && client != null) {
      serve(context, exchange, http, client);
    }
  }

  private void serve(
      ChannelHandlerContext context, Exchange exchange, HttpRequest http, Service.Client client) {
    Routes.Request asked = Service.asked(http);
    service
        .atOnce(http, asked, client)
        .ifPresentOrElse(
            answer -> answer(context, exchange, answer),
            () -> {
              Runnable late = () -> answer(context, exchange.last(), service.late());
              arm(context, service.timeoutMillis, late);
              service.scrapes.ask(asked, new Waiting(context, exchange));
            });
  }

  /** Who waits for data: this connection. */
  private final class Waiting implements Scrapes.Asker {
    private final ChannelHandlerContext context;
    private final Exchange exchange;

    Waiting(ChannelHandlerContext context, Exchange exchange) {
      this.context = context;
      this.exchange = exchange;
    }

    @Override
    public boolean isWaiting() {
      return !exchange.answered && context.channel().isActive();
    }

    @Override
    public void take(Answer answer) {
      try {
        context.executor().execute(() -> answer(context, exchange, answer));
      } catch (RejectedExecutionException e) {
        context.close(); // the server is being closed
      }
    }
  }

  private void answer(ChannelHandlerContext context, Exchange exchange, Answer answer) {
    if (exchange.answered || !context.channel().isActive()) {
      return;
    }
    exchange.answered = true;
    WriteRate rate = new WriteRate(service.timeoutMillis);
    awaitReader(context, rate);
    if (answer.body().isLarge()) {
      service.large.begin(context);
    }
    AnswerStream.Progress progress =
        new AnswerStream.Progress() {
          @Override
          public void took(int bytes) {
            rate.took(bytes);
          }

          @Override
          public void end(boolean complete) {
            service.large.end(context);
            written(complete, context, exchange);
          }
        };
    new AnswerStream(context, service.workers, exchange, answer, progress).start();
  }

  private void awaitReader(ChannelHandlerContext context, WriteRate rate) {
    arm(
        context,
        service.timeoutMillis,
        () -> {
          if (rate.endPeriod()) {
            awaitReader(context, rate);
          } else {
            context.close();
          }
        });
  }

  private void written(boolean complete, ChannelHandlerContext context, Exchange exchange) {
    if (!complete || (!exchange.keepAlive && !exchange.unread)) {
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
    if (context.pipeline().get(SslHandler.class) == null) {
      ((SocketChannel) context.channel()).shutdownOutput();
    }
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
    service.large.end(context);
    pipelined.forEach(ReferenceCountUtil::release);
    pipelined.clear();
  }

  /** A client that went away, usually; what it may be otherwise concerns only its connection. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
