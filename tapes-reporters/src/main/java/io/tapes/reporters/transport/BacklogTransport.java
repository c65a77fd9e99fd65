package io.tapes.reporters.transport;

import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps lines while their receiver is away, and sends them in order when it is back. For lines that
 * carry their own time, such as Graphite's and Influx's: nothing is missing from the graphs then.
 * Not for increases, which a reporter sums up by itself while it cannot send.
 *
 * <p>{@link #flush} does not throw while the receiver is away; that is logged at most once a minute
 * and counted in {@link #failures}. Memory is bounded: what does not fit pushes out the oldest
 * lines, which {@link #droppedLines} counts.
 *
 * <p>One thread at a time may use an instance.
 */
public final class BacklogTransport implements LineTransport {
  private static final Logger LOG = LoggerFactory.getLogger(BacklogTransport.class);

  /** What a waiting line costs beside its characters: the string, its array, its reference. */
  private static final int LINE_OVERHEAD_BYTES = 64;

  private final LineTransport target;
  private final long maxBytes;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final LogLimiter log = new LogLimiter(LOG);
  private long waitingBytes;
  private long pushedOut;
  private long failures;
  private boolean closed;

  /**
   * Returns a backlog before another transport.
   *
   * @param target where to; closed with this one
   * @param maxBytes the most memory that waiting lines may take, above zero; a line is reckoned at
   *     64 bytes and 2 for each of its characters
   * @throws IllegalArgumentException if the limit is zero or negative
   */
  public BacklogTransport(LineTransport target, long maxBytes) {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException(
          "backlog of " + maxBytes + " bytes is not above zero; 1048576 is usual");
    }
    this.target = target;
    this.maxBytes = maxBytes;
  }

  /** Adds a line to those that wait; it does no I/O. */
  @Override
  public void send(String line) {
    waiting.add(line);
    waitingBytes += cost(line);
    while (waitingBytes > maxBytes) {
      waitingBytes -= cost(waiting.remove());
      pushedOut++;
    }
  }

  private static long cost(String line) {
    return LINE_OVERHEAD_BYTES + 2L * line.length();
  }

  @Override
  public int longestLine() {
    return target.longestLine();
  }

  @Override
  public void flush() throws IOException {
    if (closed) {
      throw new IOException("the transport is closed; make a new one");
    }
    long deliveredBefore = target.deliveredLines();
    BitSet dropped = new BitSet();
    int sent = 0;
    try {
      for (Iterator<String> lines = waiting.iterator(); lines.hasNext(); sent++) {
        long droppedBefore = target.droppedLines();
        target.send(lines.next());
        dropped.set(sent, target.droppedLines() != droppedBefore);
      }
      target.flush();
    } catch (IOException e) {
      failures++;
      log.warn(waiting.size() + " lines wait or less, the oldest go first: " + e.getMessage(), e);
    }
    forget(target.deliveredLines() - deliveredBefore, dropped, sent);
  }

  /** Takes away what left: the first delivered lines, and those before them that had no room. */
  private void forget(long delivered, BitSet dropped, int sent) {
    for (int i = 0; i < sent && (delivered > 0 || dropped.get(i)); i++) {
      waitingBytes -= cost(waiting.remove());
      delivered -= dropped.get(i) ? 0 : 1;
    }
  }

  /** Drops all that waits. */
  @Override
  public void discard() {
    waiting.clear();
    waitingBytes = 0;
    target.discard();
  }

  /**
   * Returns how many lines wait.
   *
   * @return lines sent and neither delivered nor dropped
   */
  @Override
  public long waitingLines() {
    return waiting.size();
  }

  /**
   * Returns how many flushes did not reach the receiver.
   *
   * @return failures since the start
   */
  @Override
  public long failures() {
    return failures;
  }

  @Override
  public String destination() {
    return target.destination();
  }

  @Override
  public long deliveredLines() {
    return target.deliveredLines();
  }

  @Override
  public long droppedLines() {
    return target.droppedLines() + pushedOut;
  }

  @Override
  public long refusedLines() {
    return target.refusedLines();
  }

  /**
   * Tries a last time to send what waits, interrupted or not; what then still waits is dropped,
   * counted and told in a warning. A second call does nothing.
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    boolean interrupted = Thread.interrupted(); // it would lose what waits
    try {
      flush();
    } finally {
      closed = true;
      lose();
      discard();
      target.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Says what is lost, also when the failure that leads to it was told a moment ago. */
  private void lose() {
    if (!waiting.isEmpty()) {
      pushedOut += waiting.size();
      String where = destination().isEmpty() ? "a receiver" : destination();
      LOG.warn("{} lines to {} are lost: it was away until the end", waiting.size(), where);
    }
  }
}
