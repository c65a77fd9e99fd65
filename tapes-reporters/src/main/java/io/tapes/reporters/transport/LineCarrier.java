package io.tapes.reporters.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Carries the bytes of whole lines to one place. */
interface LineCarrier {
  /**
   * Takes all bytes or throws.
   *
   * @param lines from position to limit
   * @throws IOException whose message names the target
   */
  void carry(ByteBuffer lines) throws IOException;

  /** Where it carries them, for messages and self-metrics. */
  String destination();

  void close() throws IOException;
}
