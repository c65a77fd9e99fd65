package io.tapes.reporters.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Answers as Netty sends them. */
final class NettyAnswers {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static volatile Date date = new Date(0, "");

  private NettyAnswers() {}

  /**
   * A whole response.
   *
   * @param head whether only the headers are sent, those that a GET would have
   */
  static FullHttpResponse whole(Answer answer, boolean head, boolean keepAlive) {
    byte[] bytes = answer.body().whole();
    ByteBuf body = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
    headers(response.headers(), answer, keepAlive);
    if (answer.status() != 204) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    }
    return response;
  }

  /**
   * The beginning of a response that goes in parts.
   *
   * @param unpack whether the body is unpacked on the way
   * @param chunks whether the client takes chunks
   */
  static HttpResponse begun(Answer answer, boolean unpack, boolean chunks, boolean keepAlive) {
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
    headers(response.headers(), answer, keepAlive);
    if (!unpack) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length());
    } else if (chunks) { // its length is not known
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    return response;
  }

  private static void headers(HttpHeaders headers, Answer answer, boolean keepAlive) {
    headers.set(HttpHeaderNames.DATE, date());
    headers.set(
        HttpHeaderNames.CONNECTION,
        keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    headers.set("X-Content-Type-Options", "nosniff");
    if (answer.status() == 204 || answer.status() == 405) {
      headers.set(HttpHeaderNames.ALLOW, "GET, HEAD, OPTIONS");
    }
    answer.headers().forEach(headers::set);
    if (answer.status() != 204) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
      headers.set(HttpHeaderNames.VARY, "Accept, Accept-Encoding");
    }
    if (answer.gzip()) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
    }
  }

  /** Formatted once a second: it costs as much as a small answer. */
  private static String date() {
    long second = System.currentTimeMillis() / 1000;
    Date known = date;
    if (known.second() != second) {
      known = new Date(second, DATE.format(Instant.ofEpochSecond(second)));
      date = known;
    }
    return known.text();
  }

  private record Date(long second, String text) {}
}
