package io.tapes.distributed.fork;

import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a stream line by line, each with one call of write, so that lines of several sources never
 * mix in one target. A last line without an end is given one; lines of more than a mebibyte are
 * broken up, to bound the memory.
 */
public final class LinePump implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LinePump.class);
  private static final int LONGEST_LINE = 1 << 20;

  private final String name;
  private final InputStream source;
  private final OutputStream target;
  private byte[] line = new byte[256];
  private int length;
  private boolean broken;

  private LinePump(String name, InputStream source, OutputStream target) {
    this.name = name;
    this.source = source;
    this.target = target;
  }

  /** Starts a daemon thread that copies; the future completes at the source's end. */
  public static CompletableFuture<Void> start(
      String name, InputStream source, OutputStream target) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    LinePump pump = new LinePump(name, source, target);
    Thread thread =
        new Thread(
            () -> {
              try {
                pump.run();
              } finally {
                done.complete(null);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[8192];
    try (source) {
      int n;
      while ((n = source.read(buffer)) >= 0) {
        take(buffer, n);
      }
    } catch (IOException e) {
      // The process is gone: what was read of its output is all there is.
    }
    if (length > 0) {
      append((byte) '\n');
      forward();
    }
  }

  private void take(byte[] buffer, int n) {
    try {
      for (int i = 0; i < n; i++) {
        append(buffer[i]);
        if (buffer[i] == '\n') {
          forward();
        } else if (length == LONGEST_LINE) {
          append((byte) '\n');
          forward();
        }
      }
    } catch (Throwable e) {
      // No memory for a longer line: it is lost, and what comes then is forwarded.
      length = 0;
    }
  }

  private void append(byte next) {
    if (length == line.length) {
      line = Arrays.copyOf(line, 2 * length);
    }
    line[length++] = next;
  }

  private void forward() {
    try {
      if (!broken) {
        synchronized (target) {
          target.write(line, 0, length);
          target.flush();
        }
      }
    } catch (Throwable e) { // of any kind: the target is a user's code
      // Goes on reading: a full pipe would block the process.
      broken = true;
      LOG.warn("{} is no longer forwarded: {}", name, LogLimiter.describe(e));
    } finally {
      length = 0;
    }
  }
}
