package io.tapes.reporters.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The answer to a request, whatever carries it.
 *
 * @param gzip whether the client gets the body gzipped
 * @param headers further headers, with their values
 */
record Answer(
    int status, String contentType, boolean gzip, Body body, Map<String, List<String>> headers) {
  static final String JSON = "application/json; charset=utf-8";

  static Answer of(int status, String contentType, String body) {
    return new Answer(
        status, contentType, false, Body.of(body.getBytes(StandardCharsets.UTF_8)), Map.of());
  }

  static Answer of(String contentType, boolean gzip, Body body) {
    return new Answer(200, contentType, gzip, body, Map.of());
  }

  /** An error, as a JSON object with one sentence. */
  static Answer error(int status, String sentence) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(sentence));
    return of(status, JSON, "{\"error\":\"" + escaped + "\"}\n");
  }

  /** A refusal of who does not say who they are. */
  static Answer unauthorized(List<String> challenges) {
    return error(401, "credentials are missing or wrong")
        .with(Map.of("WWW-Authenticate", challenges));
  }

  /** A refusal of who sent too many wrong ones. */
  static Answer tooManyGuesses() {
    return error(429, "there were too many wrong credentials from your address; wait a second")
        .with(Map.of("Retry-After", List.of("1")));
  }

  /** The same with further headers. */
  Answer with(Map<String, List<String>> more) {
    return new Answer(status, contentType, gzip, body, more);
  }
}
