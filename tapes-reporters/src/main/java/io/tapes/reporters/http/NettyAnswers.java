package io.tapes.reporters.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
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

  /** The dashboard runs its own script and asks its own server; nothing else is let in. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
          + " connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private NettyAnswers() {}

  /**
   * A response.
   *
   * @param head whether only the headers are sent, those that a GET would have
   */
  static FullHttpResponse of(Answer answer, boolean head, boolean keepAlive) {
    ByteBuf body = head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status), body);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.DATE, DATE.format(Instant.now()));
    headers.set(
        HttpHeaderNames.CONNECTION,
        keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    headers.set("X-Content-Type-Options", "nosniff");
    if (answer.status == 204 || answer.status == 405) {
      headers.set(HttpHeaderNames.ALLOW, "GET, HEAD, OPTIONS");
    }
    if (answer.status != 204) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType);
      headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
      headers.set(HttpHeaderNames.VARY, "Accept, Accept-Encoding");
    }
    if (answer.gzipped) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
    }
    if (answer.contentType.startsWith("text/html")) {
      headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY);
    }
    return response;
  }
}
