package io.tapes.reporters.transport;

import java.io.IOException;

/**
 * Carries lines to one place, many at a time.
 *
 * <p>A line that was taken by {@link #send} waits in a buffer until that is full or {@link #flush}
 * is called. When either of them throws, none of the lines that waited at that moment is delivered
 * and none waits any longer; lines that had left before stay delivered. A stream that breaks off
 * may have carried some of the lines before it broke: they count as not delivered.
 *
 * <p>Making a transport does no I/O and looks up no name. One thread at a time may use an instance.
 */
public interface LineTransport extends AutoCloseable {
  /**
   * Adds a line to those that wait, and first sends them off if there is no room. A line that has
   * no room at all is dropped and counted.
   *
   * @param line without a line end; line feeds inside do not split it
   * @throws IOException if what waited could not be sent; it and this line are dropped
   */
  void send(String line) throws IOException;

  /**
   * Returns the most that {@link #send} has room for.
   *
   * @return bytes of UTF-8 without a line end; {@link Integer#MAX_VALUE}, the default, for no limit
   */
  default int longestLine() {
    return Integer.MAX_VALUE;
  }

  /**
   * Sends what waits. Without anything waiting it does nothing.
   *
   * @throws IOException if it could not be sent; the waiting lines are dropped
   */
  void flush() throws IOException;

  /** Drops what waits, for callers that will send it again. */
  void discard();

  /**
   * Returns how many lines have left. Whether they arrived is known to the receiver only.
   *
   * @return lines given to the system since the start
   */
  long deliveredLines();

  /**
   * Returns how many lines are lost for ever, because they never had room.
   *
   * @return lines dropped since the start
   */
  long droppedLines();

  /**
   * Returns how many of the lines that left the receiver said it will never take.
   *
   * @return lines refused since the start; 0, the default, where receivers do not say
   */
  default long refusedLines() {
    return 0;
  }

  /**
   * Returns where lines go, without passwords and tokens.
   *
   * @return such as {@code udp://127.0.0.1:8125}; empty, the default, where that is not said
   */
  default String destination() {
    return "";
  }

  /**
   * Returns how many lines wait for a receiver that is away, although {@link #flush} returned.
   *
   * @return lines sent and neither delivered nor dropped; 0, the default, where none wait
   */
  default long waitingLines() {
    return 0;
  }

  /**
   * Returns how often the receiver could not be reached although {@link #flush} returned.
   *
   * @return failures since the start; 0, the default, where every one throws
   */
  default long failures() {
    return 0;
  }

  /** Drops what was not flushed and ends. A second call does nothing. */
  @Override
  void close() throws IOException;
}
