package io.tapes.reporters.transport;

import java.nio.charset.StandardCharsets;

/**
 * What a server answered to a request that it took.
 *
 * @param status from 200 to 299
 * @param body the answer's body, the first 64 KiB of it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of any format; nobody compares replies
public record HttpReply(int status, byte[] body) {
  /**
   * Returns the body as text, for messages.
   *
   * @return its characters, decoded as UTF-8
   */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
