package io.tapes.distributed.wire;

/** Bytes that are not a frame of this version. The message says what is wrong with them. */
public final class MalformedFrameException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedFrameException(String message) {
    // Peers decide how often it is thrown: it costs no stack trace.
    super(message, null, false, false);
  }
}
