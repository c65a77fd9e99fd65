package io.tapes.cli;

import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.ForkedJvm;
import io.tapes.distributed.ForkedJvmBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One worker of the demo, in a JVM of its own: takes its share of the class files, once or again
 * and again until it is told to end.
 *
 * @param address where the aggregator listens
 * @param index from 0 on
 * @param workers how many there are
 * @param once whether to end after the last file
 * @param modules the modules to take, all where none is named
 */
record DemoWorker(String address, int index, int workers, boolean once, Set<String> modules) {
  /** Less than the parent waits for the end of this process. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

  private static final String ALL = "-";

  /** Starts it; what it prints goes to the parent's messages. */
  ForkedJvm fork(PrintStream err) throws IOException {
    ForkedJvmBuilder builder =
        ForkedJvm.builder(DemoWorker.class)
            .name("worker-" + (index + 1))
            .args(
                address,
                Integer.toString(index),
                Integer.toString(workers),
                Boolean.toString(once),
                modules.isEmpty() ? ALL : String.join(",", modules))
            .jvmOptions("-Xmx256m")
            .output(err)
            .errors(err);
    LogLevels.jvmOption().ifPresent(builder::jvmOptions);
    return builder.start();
  }

  /**
   * Runs in the worker's JVM.
   *
   * @param args the components of the record
   */
  public static void main(String[] args) {
    Termination termination = Termination.ofSignals(System.err);
    DemoWorker worker =
        new DemoWorker(
            args[0],
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Boolean.parseBoolean(args[3]),
            args[4].equals(ALL) ? Set.of() : Set.copyOf(List.of(args[4].split(",", -1))));
    int exitCode = UserError.RUNTIME;
    try {
      worker.run(termination);
      exitCode = 0;
    } catch (IOException | RuntimeException e) {
      System.err.println("worker-" + (worker.index + 1) + ": " + e);
    } finally {
      termination.exit(exitCode);
    }
  }

  private void run(Termination termination) throws IOException {
    List<ClassFiles.ClassFile> share = ClassFiles.share(modules, index, workers);
    DistributedRegistry registry = DistributedRegistry.create(address);
    registry.connect();
    try (registry;
        DemoWork work = new DemoWork(registry)) {
      takeShare(share, work, termination);
      if (!registry.close(CLOSE_TIMEOUT)) {
        throw new IOException("the aggregator has not acknowledged everything; is it alive?");
      }
    }
  }

  private void takeShare(List<ClassFiles.ClassFile> share, DemoWork work, Termination termination)
      throws IOException {
    do {
      for (ClassFiles.ClassFile file : share) {
        if (termination.isRequested()) {
          return;
        }
        work.take(file);
      }
      if (share.isEmpty() && !once) {
        // More workers than files: this one lives as long as the others.
        termination.await();
      }
    } while (!once);
  }
}
