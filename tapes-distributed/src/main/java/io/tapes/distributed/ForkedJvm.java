package io.tapes.distributed;

import io.tapes.distributed.fork.ForkedCommand;
import io.tapes.distributed.fork.LinePump;
import io.tapes.support.Durations;
import io.tapes.support.Uninterrupted;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A main class that runs in a JVM of its own: the same Java, class path, module path and system
 * properties of the command line as this one (not those set since; see {@link
 * ForkedJvmBuilder#jvmOptions}), and never longer than this one.
 *
 * <pre>{@code
 * try (ForkedJvm worker =
 *     ForkedJvm.builder(Worker.class).args(address).jvmOptions("-Xmx128m").name("worker-1").start()) {
 *   int exitValue = worker.waitFor();
 * }
 * }</pre>
 *
 * <p>Its output is forwarded line by line, and lines never mix. Its standard input is empty. When
 * this process ends, however it ends, SIGKILL included, the other JVM halts at once; close it first
 * if it has something to finish. Any thread may use an instance.
 */
public final class ForkedJvm implements AutoCloseable {
  /*
   * The child starts in ForkedMain, which reads its standard input, a pipe that only this process
   * holds open: the operating system closes it when this process is gone, and the child halts at the
   * end of file. Nothing is written to it, and no child inherits another's pipe, as Java closes all other
   * descriptors when it forks.
   */
  /** A process that the child left behind may hold its output open for ever. */
  private static final int LAST_OUTPUT_SECONDS = 2;

  private final String name;
  private final Process process;
  private final Duration closeTimeout;
  private final CompletableFuture<ForkedJvm> finished;

  ForkedJvm(ForkedJvmBuilder settings, Process process) {
    this.name = settings.name;
    this.process = process;
    this.closeTimeout = settings.closeTimeout;
    CompletableFuture<Void> out =
        LinePump.start(name + " stdout", process.getInputStream(), settings.output);
    CompletableFuture<Void> err =
        LinePump.start(name + " stderr", process.getErrorStream(), settings.errors);
    this.finished =
        process
            .onExit()
            .thenCompose(
                gone ->
                    CompletableFuture.allOf(out, err)
                        .completeOnTimeout(null, LAST_OUTPUT_SECONDS, TimeUnit.SECONDS))
            .thenApply(done -> this);
  }

  /**
   * Returns a JVM to be started.
   *
   * @param main a class with a {@code public static void main(String[])}; neither the class nor its
   *     package need be public
   * @return a builder
   * @throws IllegalArgumentException if the class has no such method
   */
  public static ForkedJvmBuilder builder(Class<?> main) {
    return new ForkedJvmBuilder(main);
  }

  /**
   * Returns the name in messages about it.
   *
   * @return what the builder was given, or else the simple name of the main class
   */
  public String name() {
    return name;
  }

  /**
   * Returns the process id.
   *
   * @return the operating system's number
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Returns whether it still runs.
   *
   * @return false from its end on, even while its last output is being forwarded
   */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for its end and for all of its output to be forwarded.
   *
   * @return its exit value, 128 and the number of the signal if a signal ended it
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public int waitFor() throws InterruptedException {
    try {
      finished.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("no end of " + name + " to wait for", e.getCause());
    }
    return process.exitValue();
  }

  /**
   * Waits for its end and for all of its output to be forwarded, but no longer than a limit.
   *
   * @param limit how long to wait
   * @return whether it ended
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean waitFor(Duration limit) throws InterruptedException {
    try {
      finished.get(Durations.nanos(limit), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("no end of " + name + " to wait for", e.getCause());
    }
  }

  /**
   * Returns its exit value.
   *
   * @return 128 and the number of the signal if a signal ended it
   * @throws IllegalStateException if it still runs
   */
  public int exitValue() {
    if (process.isAlive()) {
      throw new IllegalStateException(
          name + " (process " + pid() + ") still runs; wait for its end before the exit value");
    }
    return process.exitValue();
  }

  /**
   * Returns its end.
   *
   * @return completes with this instance when it ended and all its output is forwarded
   */
  public CompletableFuture<ForkedJvm> onExit() {
    return finished.copy();
  }

  /** Asks it to end in good order (SIGTERM), without waiting; its shutdown hooks run. */
  public void terminate() {
    // Not Process.destroy(): that closes the pipes too, which would halt the child at once and lose
    // what it still has to say.
    process.toHandle().destroy();
  }

  /**
   * Ends it in good order (SIGTERM), by force if it is not gone within the close time-out, and
   * waits for all of its output. An interrupt does not end the wait, and stays set. A second call
   * does nothing.
   */
  @Override
  public void close() {
    terminate();
    long limit = Durations.nanos(closeTimeout);
    if (Uninterrupted.await(limit, nanos -> waitFor(Duration.ofNanos(nanos)))) {
      return;
    }
    process.toHandle().destroyForcibly();
    finished.join();
  }

  @Override
  public String toString() {
    return name + " (process " + pid() + ")";
  }

  static ForkedJvm start(ForkedJvmBuilder settings) throws IOException {
    ForkedCommand command = ForkedCommand.of(settings.program());
    Process process;
    try {
      process = new ProcessBuilder(command.words()).start();
    } catch (IOException e) {
      command.discard();
      throw new IOException(
          "cannot start " + settings.name + " with " + command.words().get(0) + ": " + e, e);
    }
    ForkedJvm jvm = new ForkedJvm(settings, process);
    // The child removes its argument file itself; this is for one that could not even start.
    var unused = jvm.finished.thenRun(command::discard);
    return jvm;
  }
}
