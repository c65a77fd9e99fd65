package io.tapes.benchmarks;

import io.tapes.benchmarks.accuracy.QuantileError;
import io.tapes.benchmarks.distributed.DistributedFigures;
import io.tapes.benchmarks.memory.MemoryReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** The steps of {@code tapes-benchmarks/run}; each leaves its files in a folder. */
public final class Main {
  private static final String USAGE =
      """
      Usage: measure quick|full|smoke FOLDER [ONLY]   run JMH and the other measurements
             goals FOLDER COMMAND [ONLY]              compare them with the goals
             jmh ARGUMENTS...                         JMH as it is
      """;

  private Main() {}

  /**
   * Runs one step.
   *
   * @param args see the usage
   */
  public static void main(String[] args) throws IOException, RunnerException {
    if (args.length >= 3 && args[0].equals("measure")) {
      measure(Plan.of(args[1]), Path.of(args[2]), new Only(args.length > 3 ? args[3] : ""));
    } else if (args.length >= 3 && args[0].equals("goals")) {
      System.out.print(new ResultFolder(Path.of(args[1])).summarise(args[2], args.length > 3));
    } else if (args.length >= 1 && args[0].equals("jmh")) {
      org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
    } else {
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static void measure(Plan plan, Path path, Only only) throws IOException, RunnerException {
    ResultFolder folder = new ResultFolder(path);
    if (only.has("memory")) {
      folder.write("memory.json", MemoryReport.run());
    }
    if (only.has("accuracy")) {
      folder.write("accuracy.json", QuantileError.run(plan.seeds));
    }
    if (only.has("distributed")) {
      folder.write("distributed.json", DistributedFigures.run(plan.timespan()));
    }
    if (only.hasJmh()) {
      for (ChainedOptionsBuilder run : plan.runs(only, path.toString())) {
        try {
          new Runner(run.build()).run();
        } catch (NoBenchmarksException e) {
          // This run has nothing of the part that was asked for.
        }
      }
    }
  }
}
