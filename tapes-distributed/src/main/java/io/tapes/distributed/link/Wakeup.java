package io.tapes.distributed.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/** Ends the wait of an I/O thread once, from any thread. */
public final class Wakeup implements AutoCloseable {
  /*
   * Writing to a pipe would do for any number of times, but an interrupted thread that writes
   * closes the channel instead. Closing the writing end is what it comes to anyway, cannot be
   * interrupted, and reads as an event at the other end. Where nothing else is to be heard the
   * thread is parked: JeroMQ's threads wake none then. A latch would not do: without memory for
   * its queue one of JDK 21 or later waits for the signal alone, whatever time it was given.
   */
  private final Pipe pipe;
  private volatile boolean signalled;

  /** The I/O thread, once it has waited. */
  private volatile @Nullable Thread waiting;

  public Wakeup() {
    try {
      pipe = Pipe.open();
      pipe.source().configureBlocking(false);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no pipe could be opened: " + Exhausted.remedy(e).orElse(e.toString()), e);
    }
  }

  public void signal() {
    signalled = true;
    LockSupport.unpark(waiting);
    try {
      pipe.sink().close();
    } catch (IOException e) {
      // The I/O thread sees the flag at its next round, which comes by itself.
    }
  }

  public boolean isSignalled() {
    return signalled;
  }

  /** Waits for the signal and nothing else. One thread, and no memory is needed. */
  public void await(long nanos) {
    waiting = Thread.currentThread();
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    for (long left = nanos;
        left > 0 && !signalled && !interrupted;
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      // The thread is not handed out to be interrupted; a round too early does no harm.
      interrupted = Thread.interrupted();
    }
  }

  public void register(ZMQ.Poller poller) {
    poller.register(pipe.source(), ZMQ.Poller.POLLIN);
  }

  /** From the first signal on the event would end every wait. */
  public void unregister(ZMQ.Poller poller) {
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
