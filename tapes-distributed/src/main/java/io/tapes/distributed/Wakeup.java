package io.tapes.distributed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import org.zeromq.ZMQ;

/** Ends the wait of an I/O thread once, from any thread. */
final class Wakeup implements AutoCloseable {
  /*
   * Writing to a pipe would do for any number of times, but an interrupted thread that writes
   * closes the channel instead. Closing the writing end is what it comes to anyway, cannot be
   * interrupted, and reads as an event at the other end.
   */
  private final Pipe pipe;
  private volatile boolean signalled;

  Wakeup() {
    try {
      pipe = Pipe.open();
      pipe.source().configureBlocking(false);
    } catch (IOException e) {
      throw new UncheckedIOException("no pipe could be opened: " + e.getMessage(), e);
    }
  }

  void signal() {
    signalled = true;
    try {
      pipe.sink().close();
    } catch (IOException e) {
      // The I/O thread sees the flag at its next round, which comes by itself.
    }
  }

  boolean isSignalled() {
    return signalled;
  }

  void register(ZMQ.Poller poller) {
    poller.register(pipe.source(), ZMQ.Poller.POLLIN);
  }

  /** From the first signal on the event would end every wait. */
  void unregister(ZMQ.Poller poller) {
    poller.unregister(pipe.source());
  }

  @Override
  public void close() {
    signal();
    try {
      pipe.source().close();
    } catch (IOException e) {
      // Nothing depends on it any more.
    }
  }
}
