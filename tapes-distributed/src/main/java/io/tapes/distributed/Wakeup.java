package io.tapes.distributed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.zeromq.ZMQ;

/** Ends the wait of an I/O thread once, from any thread. */
final class Wakeup implements AutoCloseable {
  /*
   * Writing to a pipe would do for any number of times, but an interrupted thread that writes
   * closes the channel instead. Closing the writing end is what it comes to anyway, cannot be
   * interrupted, and reads as an event at the other end. The latch is for waits in which nothing
   * else is to be heard: JeroMQ's threads wake nobody then.
   */
  private final Pipe pipe;
  private final CountDownLatch signalled = new CountDownLatch(1);

  Wakeup() {
    try {
      pipe = Pipe.open();
      pipe.source().configureBlocking(false);
    } catch (IOException e) {
      throw new UncheckedIOException("no pipe could be opened: " + e.getMessage(), e);
    }
  }

  void signal() {
    signalled.countDown();
    try {
      pipe.sink().close();
    } catch (IOException e) {
      // The I/O thread sees the flag at its next round, which comes by itself.
    }
  }

  boolean isSignalled() {
    return signalled.getCount() == 0;
  }

  /** Waits for the signal and nothing else. */
  void await(long nanos) {
    try {
      signalled.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Nobody who knows this thread interrupts it; a round too early does no harm.
    }
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
