package io.tapes.benchmarks;

import io.tapes.benchmarks.distributed.Timespan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Which benchmarks a mode runs, and for how long. */
enum Plan {
  /** Ours and the peers next to us, one fork each; about a quarter of an hour. */
  QUICK(1, 3, 4, 300, 2),

  /** Everything, one fork each; about forty minutes. */
  FULL(1, 3, 5, 300, 8),

  /** Everything once and hardly: does it run at all? Its figures mean nothing. */
  SMOKE(1, 1, 1, 100, 1);

  private static final int[] THREADS = {1, 2, 8};
  private static final String YARDSTICKS = "BaselineBenchmark.(longAdder|nanoTimeTwice)";
  private static final List<String> EVERY_RECORDING =
      List.of(
          "(Baseline|Counter|Meter|Histogram|TimerRecord|Timing|Lookup|TagLookup|Distributed)Benchmark.*");

  /** The peers that come closest in full runs, and the most used ones. */
  private static final List<String> FEW_RECORDING =
      List.of(
          "BaselineBenchmark.(longAdder.*|nanoTimeTwice|harness)",
          "(Counter|Meter|Histogram|TimerRecord|Timing|Lookup|TagLookup)Benchmark.tapes.*",
          "CounterBenchmark.(clientJava|dropwizard.*)",
          "MeterBenchmark.dropwizard.*",
          "HistogramBenchmark.(dropwizardUniform|clientJavaClassic|recorder2|spectator|avaje)",
          "TimerRecordBenchmark.(dropwizardDecaying|dropwizardOnTapes|clientJavaClassic|micrometer|spectator|avaje)",
          "TimingBenchmark.(dropwizardLockFree|micrometer|clientJavaClassic|avaje)",
          "LookupBenchmark.(dropwizard|micrometer|spectator)",
          "TagLookupBenchmark.(micrometer|clientJava|spectator)",
          "DistributedBenchmark.*");

  /** A choice of classes is no matter of threads. */
  private static final List<String> ANNOTATIONS =
      List.of("(TimedMethod|CountedMethod|PerClass)Benchmark.*");

  /** How much one series costs among few and many others. */
  static final List<String> COMING_AND_GOING = List.of("CreateRemoveBenchmark.*");

  private final int forks;
  private final int warmups;
  private final int iterations;
  private final int millis;

  /** How many streams of each shape the accuracy is measured on. */
  final int seeds;

  Plan(int forks, int warmups, int iterations, int millis, int seeds) {
    this.forks = forks;
    this.warmups = warmups;
    this.iterations = iterations;
    this.millis = millis;
    this.seeds = seeds;
  }

  /** How long each part of the distributed mode is measured. */
  Timespan timespan() {
    return switch (this) {
      case QUICK -> new Timespan(3_500, 3_500, 40);
      case FULL -> new Timespan(10_000, 10_000, 40);
      case SMOKE -> new Timespan(300, 300, 2);
    };
  }

  static Plan of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Patterns of what runs at every number of threads. */
  List<String> recording() {
    return this == QUICK ? FEW_RECORDING : EVERY_RECORDING;
  }

  /** Patterns of what the annotations need, with one thread. */
  List<String> annotations() {
    return ANNOTATIONS;
  }

  /**
   * The runs of JMH, in their order.
   *
   * @param only which part
   * @param folder where each run leaves its JSON file
   */
  List<ChainedOptionsBuilder> runs(Only only, String folder) {
    List<ChainedOptionsBuilder> runs = new ArrayList<>();
    for (int threads : THREADS) {
      runs.add(run(recording(), only).threads(threads));
      // The yardsticks once more: a machine that drifts shows in them.
      runs.add(run(List.of(YARDSTICKS), only).threads(threads));
    }
    runs.add(run(annotations(), only).threads(1));
    runs.add(run(COMING_AND_GOING, only).threads(1));
    boolean ours = only.oursOnly();
    runs.add(
        registry(
            "SnapshotBenchmark.*", only, ours, "tapes", "dropwizard", "clientJava", "spectator"));
    runs.add(registry("JsonBenchmark.*", only, ours, "tapes", "tapesWithSnapshot", "dropwizard"));
    runs.add(
        registry("PrometheusBenchmark.*", only, ours, "tapes", "tapesWithSnapshot", "clientJava"));
    runs.add(registry("TickBenchmark.*", only, true));
    for (int i = 0; i < runs.size(); i++) {
      runs.get(i).result(folder + "/jmh-" + i + ".json");
    }
    return runs;
  }

  private ChainedOptionsBuilder registry(String include, Only only, boolean ours, String... few) {
    ChainedOptionsBuilder run = run(List.of(include), only).threads(1);
    if (this != SMOKE) {
      // Milliseconds per operation: it takes longer until everything is compiled.
      run.warmupIterations(5)
          .warmupTime(TimeValue.seconds(1))
          .measurementTime(TimeValue.seconds(1));
    }
    if (ours) {
      run.param("peer", "tapes");
    } else if (this == QUICK) {
      run.param("peer", few);
    }
    return run;
  }

  private ChainedOptionsBuilder run(List<String> includes, Only only) {
    ChainedOptionsBuilder run =
        new OptionsBuilder()
            .forks(forks)
            .warmupIterations(warmups)
            .warmupTime(TimeValue.milliseconds(millis))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(millis))
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-Xms1g", "-Xmx2g")
            .resultFormat(ResultFormatType.JSON);
    includes.forEach(include -> run.include(only.and(include)));
    return run;
  }
}
