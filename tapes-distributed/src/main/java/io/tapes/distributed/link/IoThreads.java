package io.tapes.distributed.link;

import io.tapes.support.LogLimiter;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZContext;

/** The library's own threads, which outlive whatever is thrown in them. Any thread. */
public final class IoThreads {
  /*
   * JeroMQ's poller ends with the first Error, such as one for want of memory. It tells nothing, all
   * connections of its context stand still, and closing the context waits for that thread for ever.
   * Its loop keeps nothing on the stack, so it is entered again: a connection may be spoilt by what
   * was thrown, which the protocol repairs, but none of the others.
   *
   * What it survives by itself it prints as a trace to standard error, unless there is a handler. A
   * channel that is closed between being noted for the selector and being registered there, as
   * happens when both sides close at once, is such a case: that connection is over either way.
   */
  private static final long PAUSE_MILLIS = 10;

  /** What a context, its sockets and some frames take; without it there is no use in trying. */
  private static final int MEMORY = 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(IoThreads.class);

  private final FailureLog failed;
  private final FailureLog connectionFailed;
  private final AtomicInteger failures = new AtomicInteger();

  public IoThreads(LogLimiter log) {
    failed = new FailureLog(log, "a thread of the library failed and goes on");
    connectionFailed = new FailureLog(log, "a connection failed");
  }

  /** Returns a context whose threads are these. */
  public ZContext context() {
    ZContext context = new ZContext(1);
    context.setThreadFactor(this::thread);
    context.setNotificationExceptionHandler((thread, failure) -> tell(failure));
    return context;
  }

  private void tell(Throwable failure) {
    if (failure instanceof ClosedChannelException) {
      LOG.debug("a connection ended while it was being registered", failure);
    } else {
      connectionFailed.tell(failure);
    }
  }

  /** Returns how often one of them would have ended. */
  public int failures() {
    return failures.get();
  }

  private Thread thread(Runnable loop, String name) {
    Thread thread = new Thread(() -> repeat(loop), name);
    thread.setDaemon(true);
    return thread;
  }

  private void repeat(Runnable loop) {
    while (true) {
      try {
        loop.run();
        return;
      } catch (Throwable e) { // of any kind
        failures.incrementAndGet();
        failed.tell(e);
        pause(PAUSE_MILLIS);
      }
    }
  }

  /**
   * Closes a context. After a failure that may take for ever, and is left to another thread.
   *
   * @param sound whether nothing was thrown while it was used
   */
  public void close(ZContext context, boolean sound) {
    if (sound && failures() == 0) {
      context.close();
      return;
    }
    Thread thread = new Thread(context::close, "tapes-close");
    thread.setDaemon(true);
    thread.start();
  }

  /** Throws an OutOfMemoryError before anything is begun, rather than in the middle of it. */
  public static void requireMemory() {
    if (new byte[MEMORY].length != MEMORY) {
      throw new AssertionError("an array of another length");
    }
  }

  /** Waits for memory, or for whatever is missing; it needs none itself. */
  public static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (Throwable e) {
      // Earlier, then.
    }
  }
}
