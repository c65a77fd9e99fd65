package io.tapes.reporters.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered to a request that it took.
 *
 * @param status from 200 to 299
 * @param body the answer's body, the first 64 KiB of it
 * @param headers the answer's headers, by names whose case does not matter
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of any format; replies are not compared
public record HttpReply(int status, byte[] body, Map<String, List<String>> headers) {
  /**
   * Returns a header of the answer.
   *
   * @param name in any case
   * @return its first value; empty where there is none
   */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /**
   * Returns the body as text, for messages.
   *
   * @return its characters, decoded as UTF-8
   */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
