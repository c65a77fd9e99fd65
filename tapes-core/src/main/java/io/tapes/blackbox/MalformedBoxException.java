package io.tapes.blackbox;

import java.io.IOException;

/**
 * A file that is no {@link BlackBox}, or contradicts itself: reading it again will not help, which
 * is what tells it from any other failure to read. Any thread may use an instance.
 */
public final class MalformedBoxException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Returns a failure.
   *
   * @param message which file, and what is wrong with it
   */
  public MalformedBoxException(String message) {
    super(message);
  }
}
