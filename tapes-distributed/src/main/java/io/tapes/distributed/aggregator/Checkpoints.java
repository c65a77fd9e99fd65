package io.tapes.distributed.aggregator;

import io.tapes.Counter;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.distributed.link.FailureLog;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** When checkpoints are written, and how far that got. The I/O thread, but for the writing. */
public final class Checkpoints implements AutoCloseable {
  /*
   * Checkpoints are numbered. What is applied now is contained in the one that is begun next, and
   * what must not be said before it is safe, such as the answer to a goodbye, waits until that one
   * is on the disk. A slow disk holds up these answers, never the I/O thread: another thread
   * writes. Goodbyes that come while it writes share the next checkpoint.
   */
  private static final long RETRY_NANOS = 1_000_000_000L;

  private final LogLimiter log = new LogLimiter(Loggers.AGGREGATOR);
  private final @Nullable Path path;
  private final FailureLog failure;

  private final long intervalNanos;
  private final Counter written;
  private final Counter errors;
  private @Nullable ExecutorService writer;
  private @Nullable StateFile file;
  private long begun;
  private volatile long reached;
  private volatile Snapshot safe = Snapshot.of(0, List.of());
  private volatile boolean writing;
  private volatile boolean failed;
  private boolean changed;
  private boolean urgent;
  private long lastNanos;

  public Checkpoints(@Nullable Path path, long intervalNanos, Registry totals) {
    this.path = path;
    failure =
        new FailureLog(
            log, "the state file '" + path + "' could not be written, and is tried again");
    this.intervalNanos = intervalNanos;
    written = totals.counter("tapes.state.written");
    errors = totals.counter("tapes.state.errors");
  }

  /** Whether there is a file to write to. */
  boolean isOn() {
    return path != null;
  }

  /** Takes hold of the file and returns what it holds; again after {@link #close}. */
  Optional<Checkpoint> open(long now) throws IOException {
    lastNanos = now;
    if (path == null) {
      return Optional.empty();
    }
    StateFile opened = StateFile.open(path);
    file = opened;
    Optional<Checkpoint> held = opened.read();
    writer =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "tapes-state");
              thread.setDaemon(true);
              return thread;
            });
    return held;
  }

  /** Writes a checkpoint and waits for that: before a worker relies on what it says. */
  void writeNow(Supplier<Content> state) {
    StateFile to = file;
    if (to != null) {
      write(to, state.get(), ++begun);
    }
  }

  /** Something is to be written at the next opportunity. */
  void changed() {
    changed = true;
  }

  /**
   * A worker waits for what is applied now to be safe.
   *
   * @return the number of the checkpoint that will contain it; 0 if there is nothing to wait for
   */
  long request() {
    if (file == null) {
      return 0;
    }
    changed = true;
    urgent = true;
    return next();
  }

  /** The number of the first checkpoint that will contain what is applied now; 0 without a file. */
  long next() {
    return file == null ? 0 : begun + 1;
  }

  /** Whether a checkpoint of that number is on the disk. */
  boolean isReached(long number) {
    return number <= reached;
  }

  /** The series of the last checkpoint that is on the disk. */
  Snapshot safe() {
    return safe;
  }

  /** What a checkpoint was made of, or holds. */
  record Content(Checkpoint checkpoint, Snapshot series) {}

  /** Whether a worker waits. */
  boolean isUrgent() {
    return urgent || (writing && file != null);
  }

  /** Begins to write a checkpoint if it is time to. */
  void tick(long now, Supplier<Content> state) {
    StateFile to = file;
    ExecutorService by = writer;
    if (to == null || by == null || writing || !(changed || failed)) {
      return;
    }
    long wait = failed ? RETRY_NANOS : urgent ? 0 : intervalNanos;
    if (now - lastNanos < wait) {
      return;
    }
    lastNanos = now;
    // What may fail for want of memory comes first, and the state is as before then.
    Content content = state.get();
    long number = begun + 1;
    writing = true;
    try {
      by.execute(() -> write(to, content, number));
    } catch (Throwable e) { // no memory for its thread
      writing = false;
      failed = true;
      throw e;
    }
    begun = number;
    changed = false;
    urgent = false;
  }

  private void write(StateFile to, Content content, long number) {
    try {
      to.write(content.checkpoint().encode());
      safe = content.series();
      reached = number;
      written.increment();
      failed = false;
    } catch (Throwable e) { // of any kind: the workers that wait for it wait for another attempt
      failed = true;
      errors.increment();
      failure.tell(e);
    } finally {
      writing = false;
    }
  }

  /** Writes a last checkpoint, if anything changed since the one before. */
  void finish(Supplier<Content> state) throws InterruptedException {
    StateFile to = file;
    ExecutorService by = writer;
    if (to == null || by == null) {
      return;
    }
    by.shutdown();
    if (by.awaitTermination(1, TimeUnit.MINUTES) && (changed || failed)) {
      write(to, state.get(), ++begun);
    }
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.shutdown();
      writer = null;
    }
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
