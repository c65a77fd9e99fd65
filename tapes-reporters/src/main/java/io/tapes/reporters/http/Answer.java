package io.tapes.reporters.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The answer to a request, whatever carries it.
 *
 * @param gzip whether the client gets the body gzipped
 * @param challenges how to say who one is: values for WWW-Authenticate
 */
record Answer(int status, String contentType, boolean gzip, Body body, List<String> challenges) {
  static final String JSON = "application/json; charset=utf-8";

  static Answer of(int status, String contentType, String body) {
    return new Answer(
        status, contentType, false, Body.of(body.getBytes(StandardCharsets.UTF_8)), List.of());
  }

  static Answer of(String contentType, boolean gzip, Body body) {
    return new Answer(200, contentType, gzip, body, List.of());
  }

  /** An error, as a JSON object with one sentence. */
  static Answer error(int status, String sentence) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(sentence));
    return of(status, JSON, "{\"error\":\"" + escaped + "\"}\n");
  }

  /** A refusal of who does not say who they are. */
  static Answer unauthorized(List<String> challenges) {
    Answer error = error(401, "credentials are missing or wrong");
    return new Answer(401, error.contentType, false, error.body, challenges);
  }
}
