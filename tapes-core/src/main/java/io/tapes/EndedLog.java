package io.tapes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Keeps the last values of series that were removed until every open reader has delivered them: the
 * part of a {@link SnapshotSource} that removes series behind its {@link
 * SnapshotSource#lastValues}. Without a reader it keeps nothing.
 *
 * <p>It holds so many values at most, and so many bytes of them; beyond that the oldest are dropped
 * and counted. Any thread may use an instance.
 */
public final class EndedLog {
  /*
   * A reader whose backend is away for good keeps all that ends meanwhile. What one value takes is
   * estimated, rather too high than too low: its id, which nothing else holds any more, and of a
   * distribution its buckets, the recent ones as well.
   */
  private static final long PER_VALUE = 400;
  private static final long PER_TAG = 120;
  private static final long PER_CHARACTER = 2;
  private static final long PER_BUCKET = 32;

  /** Which part of the heap the values may take. */
  private static final int HEAP_PART = 16;

  private final int limit;
  private final long maxBytes;
  private final Runnable onDrop;
  private final ArrayDeque<EndedSeries> log = new ArrayDeque<>();
  private final List<Reader> open = new ArrayList<>(0);
  private long last;
  private long bytes;

  /**
   * Returns an empty log.
   *
   * @param limit how many values it holds at most, at least 1
   * @param maxBytes about how many bytes they may take
   * @param onDrop called for each value that is dropped before every reader has delivered it; by
   *     the thread that adds, under the log's lock
   */
  public EndedLog(int limit, long maxBytes, Runnable onDrop) {
    this.limit = limit;
    this.maxBytes = maxBytes;
    this.onDrop = onDrop;
  }

  /**
   * Returns an empty log whose values take a sixteenth of the heap at most.
   *
   * @param limit how many values it holds at most, at least 1
   * @param onDrop called as that of the constructor
   */
  static EndedLog inHeap(int limit, Runnable onDrop) {
    return new EndedLog(limit, Runtime.getRuntime().maxMemory() / HEAP_PART, onDrop);
  }

  /**
   * Returns whether a reader waits for what is added.
   *
   * @return false while there is no open reader
   */
  public synchronized boolean isRead() {
    return !open.isEmpty();
  }

  /**
   * Adds a series that has ended.
   *
   * @param series its last value
   * @return its number, also without a reader
   */
  public synchronized long add(Series series) {
    last++;
    if (!open.isEmpty()) {
      bytes += bytes(series);
      while (log.size() >= limit || (bytes > maxBytes && !log.isEmpty())) {
        bytes -= bytes(log.removeFirst().series());
        onDrop.run();
      }
      log.addLast(new EndedSeries(series, last));
    }
    return last;
  }

  private static long bytes(Series series) {
    return PER_VALUE
        + PER_TAG * series.tags().size()
        + PER_CHARACTER * series.id().length()
        + PER_BUCKET
            * series
                .value()
                .<Long, RuntimeException>match(
                    sum -> 0L, level -> 0L, values -> (long) values.total().bucketCount());
  }

  /**
   * Opens a reader of what is added from now on.
   *
   * @return the reader
   */
  public synchronized LastValues open() {
    Reader reader = new Reader(last);
    open.add(reader);
    return reader;
  }

  /** How many values are kept. */
  synchronized int size() {
    return log.size();
  }

  private void forget() {
    long needed = Long.MAX_VALUE;
    for (Reader reader : open) {
      needed = Math.min(needed, reader.delivered);
    }
    for (Iterator<EndedSeries> oldest = log.iterator(); oldest.hasNext(); ) {
      EndedSeries one = oldest.next();
      if (one.number() > needed) {
        return;
      }
      oldest.remove();
      bytes -= bytes(one.series());
    }
  }

  /** A place in the log. */
  private final class Reader implements LastValues {
    private long delivered;

    Reader(long delivered) {
      this.delivered = delivered;
    }

    @Override
    public List<EndedSeries> pending() {
      synchronized (EndedLog.this) {
        if (log.isEmpty() || log.getLast().number() <= delivered) {
          return List.of();
        }
        List<EndedSeries> pending = new ArrayList<>();
        for (EndedSeries one : log) {
          if (one.number() > delivered) {
            pending.add(one);
          }
        }
        return pending;
      }
    }

    @Override
    public void delivered(long number) {
      synchronized (EndedLog.this) {
        delivered = Math.max(delivered, number);
        forget();
      }
    }

    @Override
    public void close() {
      synchronized (EndedLog.this) {
        open.remove(this);
        forget();
      }
    }
  }
}
