package io.tapes.reporters.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the parts of one connection's requests together. Bodies are counted and thrown away. */
final class Incoming {
  /** Nothing here needs a body; one this large is read and ignored, a larger one refused. */
  private static final int MAX_BODY = 64 << 10;

  private @Nullable HttpRequest request;
  private long bodyBytes;

  /** Takes the next part; empty while the request is not complete and nothing is wrong. */
  Optional<Outcome> take(HttpObject part) {
    DecoderResult decoded = part.decoderResult();
    if (decoded.isFailure()) {
      return refused(malformed(decoded.cause()));
    }
    if (part instanceof HttpRequest head) {
      request = head;
      bodyBytes = HttpUtil.getContentLength(head, 0L);
    }
    HttpRequest known = request;
    if (known == null) {
      return Optional.empty();
    }
    if (part instanceof HttpContent content && HttpUtil.isTransferEncodingChunked(known)) {
      bodyBytes += content.content().readableBytes(); // otherwise declared, and counted above
    }
    if (bodyBytes > MAX_BODY) {
      return refused(Answer.error(413, "the request has a large body; send it without one"));
    }
    if (HttpUtil.is100ContinueExpected(known)) {
      return complete(known, true); // its body is never asked for
    }
    return part instanceof LastHttpContent ? complete(known, false) : Optional.empty();
  }

  private Optional<Outcome> complete(HttpRequest known, boolean unread) {
    request = null;
    return Optional.of(new Outcome(known, null, unread));
  }

  private static Optional<Outcome> refused(Answer reason) {
    return Optional.of(new Outcome(null, reason, true));
  }

  private static Answer malformed(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Answer.error(414, "the request line is too long; shorten the path");
    }
    return cause instanceof TooLongHttpHeaderException
        ? Answer.error(431, "the request headers are too long; send fewer")
        : Answer.error(400, "this is not an HTTP/1.1 request");
  }

  /**
   * A request, or why there is none.
   *
   * @param request the request; null when it is refused
   * @param refusal the answer to a refused one; null otherwise
   * @param unread whether bytes of it may still follow, so that the connection must end
   */
  record Outcome(@Nullable HttpRequest request, @Nullable Answer refusal, boolean unread) {}
}
