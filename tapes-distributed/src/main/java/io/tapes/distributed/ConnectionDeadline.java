package io.tapes.distributed;

import io.tapes.support.Durations;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Acts for the user of a registry who has not called {@link DistributedRegistry#connect}. */
final class ConnectionDeadline {
  private final CountDownLatch met = new CountDownLatch(1);

  /** Runs the action each time that time has passed, on a daemon thread, until it is met. */
  void expect(Duration patience, Runnable missed) {
    Thread thread = new Thread(() -> await(patience, missed), "tapes-connect");
    thread.setDaemon(true);
    thread.start();
  }

  private void await(Duration patience, Runnable missed) {
    try {
      while (!met.await(Durations.nanos(patience), TimeUnit.NANOSECONDS)) {
        missed.run();
      }
    } catch (InterruptedException e) {
      // The thread is not handed out; close() connects as well.
    }
  }

  /** The registry connects, or ends without. */
  void met() {
    met.countDown();
  }
}
