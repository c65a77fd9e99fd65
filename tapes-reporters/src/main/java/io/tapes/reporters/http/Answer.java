package io.tapes.reporters.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** The answer to a request, whatever carries it. */
final class Answer {
  static final String JSON = "application/json; charset=utf-8";

  final int status;
  final String contentType;
  final boolean gzipped;
  private final byte[] body;

  private Answer(int status, String contentType, boolean gzipped, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.gzipped = gzipped;
    this.body = body;
  }

  static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, contentType, false, body);
  }

  /** An error, as a JSON object with one sentence. */
  static Answer error(int status, String sentence) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(sentence));
    return of(status, JSON, ("{\"error\":\"" + escaped + "\"}\n").getBytes(StandardCharsets.UTF_8));
  }

  byte[] body() {
    return body;
  }

  Answer gzip() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 32);
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(body);
      }
      return new Answer(status, contentType, true, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }
}
