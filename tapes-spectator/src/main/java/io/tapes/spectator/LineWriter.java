package io.tapes.spectator;

import io.tapes.reporters.transport.UdpTransport;
import io.tapes.support.LogLimiter;
import io.tapes.support.WeakLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the lines of meters to their place, at once or, with a buffer, when that is full, every
 * five seconds, and when the writer is flushed or closed.
 *
 * <p>Any thread may use an instance. Writing throws nothing; lines that are lost are counted.
 */
public abstract class LineWriter implements AutoCloseable {
  /*
   * One buffer, under one lock, which is held as long as it takes to write a number and, where it
   * is time, to give the datagram to the system: nothing under it waits for a receiver. Lines are
   * written in place, so an update makes no object. The thread that flushes every five seconds is
   * started with the first line that waits, and ends with the writer.
   */

  static final Logger LOG = LoggerFactory.getLogger("spectator.writer");

  /** What the agent takes in one datagram without cutting it, and nothing on its host limits. */
  static final int LOCAL_BYTES = 60 << 10;

  /** What a network takes without splitting it. */
  static final int REMOTE_BYTES = UdpTransport.DEFAULT_DATAGRAM_BYTES;

  /** The longest line that Atlas takes has some 4,000 bytes. */
  private static final int LINE_BYTES = 8 << 10;

  private static final long FLUSH_MILLIS = 5_000;
  private static final byte LINE_FEED = '\n';

  private final LogLimiter warnings = new LogLimiter(LOG);
  private final ReentrantLock lock = new ReentrantLock();
  private final int batchBytes;
  private final ByteBuffer buffer;
  private int waitingLines;
  private long lostLines;
  private boolean flushedOnce;
  private boolean closed;
  private @Nullable Supplier<@Nullable Long> flushing;

  /**
   * Creates a writer.
   *
   * @param bufferBytes how much waits; 0 for nothing
   * @param mostBytes the most that several lines are carried with at a time
   */
  LineWriter(int bufferBytes, int mostBytes) {
    this.batchBytes = Math.min(bufferBytes, mostBytes);
    this.buffer = ByteBuffer.allocateDirect(Math.max(batchBytes, LINE_BYTES));
  }

  /**
   * Takes whole lines, with line feeds between them.
   *
   * @param lines from position to limit
   * @param count how many lines these are
   * @throws IOException if none of them is delivered; its message names the place
   */
  abstract void carry(ByteBuffer lines, int count) throws IOException;

  /** Ends, after the last lines were carried. */
  abstract void end() throws IOException;

  /** Writes a line, of its beginning and a number. */
  void write(byte[] head, NumberForm form, long bits) {
    lock.lock();
    try {
      if (closed) {
        lost(1, "the writer is closed", null);
        return;
      }
      if (waitingLines > 0) {
        if (buffer.position() + 1 + head.length + Decimals.LONGEST > batchBytes) {
          send();
        } else {
          buffer.put(LINE_FEED);
        }
      }
      form.put(bits, buffer.put(head));
      waitingLines++;
      if (buffer.position() >= batchBytes) {
        send();
      } else if (flushing == null) {
        startFlushing();
      }
    } finally {
      lock.unlock();
    }
  }

  private void send() {
    if (waitingLines == 0) {
      return;
    }
    buffer.flip();
    if (LOG.isDebugEnabled()) {
      LOG.debug("write lines={}", text(buffer));
    }
    try {
      carry(buffer, waitingLines);
    } catch (IOException | RuntimeException e) {
      lost(waitingLines, LogLimiter.describe(e), e);
    } finally {
      buffer.clear();
      waitingLines = 0;
    }
  }

  /** The characters from position to limit, which stay. */
  static String text(ByteBuffer lines) {
    return StandardCharsets.ISO_8859_1.decode(lines.duplicate()).toString();
  }

  private void startFlushing() {
    Supplier<@Nullable Long> work = this::flushAgain;
    flushing = work; // the loop does not hold it
    WeakLoop.start("tapes-spectator-flush", work);
  }

  /** What the loop calls: when it starts, which is no time to flush, and every five seconds. */
  @Nullable Long flushAgain() {
    lock.lock();
    try {
      if (closed) {
        return null;
      }
      if (flushedOnce) {
        send();
      }
      flushedOnce = true;
      return FLUSH_MILLIS;
    } finally {
      lock.unlock();
    }
  }

  /** Counts lines that are lost, and says why, at most once a minute. */
  final void lost(int lines, String why, @Nullable Throwable cause) {
    lock.lock();
    try {
      lostLines += lines;
    } finally {
      lock.unlock();
    }
    warnings.warn("lines are lost: " + why, cause);
  }

  /** Writes what waits in the buffer. */
  public final void flush() {
    lock.lock();
    try {
      send();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how many lines are lost: nothing listened, there was no room, or they were too long.
   *
   * @return lines since the start, as far as is known by now
   */
  public final long lostLines() {
    lock.lock();
    try {
      return lostLines;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits, and ends. Lines that come later are lost. A second call does nothing. */
  @Override
  public final void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      send();
      closed = true;
      flushing = null;
    } finally {
      lock.unlock();
    }
    try {
      end();
    } catch (IOException | RuntimeException e) {
      LOG.error("closing {} failed", getClass().getSimpleName(), e);
    }
  }
}
