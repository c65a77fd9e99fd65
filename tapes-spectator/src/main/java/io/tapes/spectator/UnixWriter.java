package io.tapes.spectator;

import io.tapes.reporters.transport.LineTransport;
import io.tapes.reporters.transport.UnixDatagramTransport;
import io.tapes.support.LogLimiter;
import io.tapes.support.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines to a Unix datagram socket. The socket makes senders wait for its reader, which those
 * who record must not: a thread sends, what comes meanwhile waits, and goes with the next datagram.
 */
final class UnixWriter extends LineWriter {
  /*
   * Two buffers of bytes: recorders fill one while the thread sends the other. The thread is
   * started by the first line and ends when there was none for a while. After a failure it pauses,
   * since each attempt to connect costs a thread of Netty's.
   */

  private static final int QUEUE_BYTES = 1 << 20;
  private static final long IDLE_SECONDS = 5;
  private static final long PAUSE_MILLIS = 50;

  /** A reader that takes nothing is waited for that long by the transport, and once more here. */
  private static final long CLOSE_SECONDS = 10;

  private final LineTransport socket;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition come = lock.newCondition();
  private ByteBuffer filling = ByteBuffer.allocate(QUEUE_BYTES);
  private ByteBuffer sending = ByteBuffer.allocate(QUEUE_BYTES);
  private int fillingLines;
  private boolean ending;
  private @Nullable CountDownLatch running;

  UnixWriter(Path path, int bufferBytes) {
    super(bufferBytes, LOCAL_BYTES);
    this.socket = new UnixDatagramTransport(path, LOCAL_BYTES);
  }

  @Override
  void carry(ByteBuffer lines, int count) throws IOException {
    lock.lock();
    try {
      if (filling.remaining() < lines.remaining() + 1) {
        throw new IOException("too many lines wait for " + socket.destination());
      }
      filling.put(lines).put((byte) '\n');
      fillingLines += count;
      if (running == null) {
        running = new CountDownLatch(1);
        Thread thread = new Thread(null, this::sendAll, "tapes-spectator-unix", 0, false);
        thread.setDaemon(true);
        thread.start();
      } else {
        come.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void sendAll() {
    try {
      for (int lines = await(); lines > 0; lines = await()) {
        if (!send(lines)) {
          pause();
        }
      }
    } catch (Error e) {
      ended();
      throw e;
    }
  }

  /** Waits for lines and takes them; none when the thread is to end. */
  private int await() {
    lock.lock();
    try {
      waitWhile(() -> fillingLines == 0 && !ending, TimeUnit.SECONDS.toNanos(IDLE_SECONDS));
      int lines = fillingLines;
      if (lines == 0) {
        ended();
        return 0;
      }
      ByteBuffer taken = filling;
      filling = sending.clear();
      sending = taken.flip();
      fillingLines = 0;
      return lines;
    } finally {
      lock.unlock();
    }
  }

  /** Waits as long as it holds, and no longer than told. */
  private void waitWhile(BooleanSupplier holds, long mostNanos) {
    try {
      for (long nanos = mostNanos; holds.getAsBoolean() && nanos > 0; ) {
        nanos = come.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      // this thread is not handed out to be interrupted
    }
  }

  private void ended() {
    lock.lock();
    try {
      if (running != null) {
        running.countDown();
        running = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean send(int lines) {
    long before = socket.deliveredLines();
    try {
      String text = text(sending);
      for (int from = 0; from < text.length(); ) {
        int end = text.indexOf('\n', from);
        socket.send(text.substring(from, end));
        from = end + 1;
      }
      socket.flush();
      return true;
    } catch (IOException | RuntimeException e) {
      socket.discard();
      lost(lines - (int) (socket.deliveredLines() - before), LogLimiter.describe(e), e);
      return false;
    }
  }

  private void pause() {
    lock.lock();
    try {
      waitWhile(() -> !ending, TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    } finally {
      lock.unlock();
    }
  }

  @Override
  void end() throws IOException {
    CountDownLatch thread;
    lock.lock();
    try {
      ending = true;
      come.signal();
      thread = running;
    } finally {
      lock.unlock();
    }
    boolean ended =
        thread == null
            || Uninterrupted.await(
                TimeUnit.SECONDS.toNanos(CLOSE_SECONDS),
                nanos -> thread.await(nanos, TimeUnit.NANOSECONDS));
    if (ended) {
      socket.close(); // else the thread still has it, and it is no other's
    }
  }
}
