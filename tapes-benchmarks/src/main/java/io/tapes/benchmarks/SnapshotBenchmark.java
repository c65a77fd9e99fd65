package io.tapes.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading 10,000 series. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SnapshotBenchmark {
  /** A fleet of which nothing changes. */
  @State(Scope.Benchmark)
  public static class Quiet {
    @Param({
      "tapes",
      "dropwizard",
      "micrometer",
      "clientJava",
      "openTelemetry",
      "spectator",
      "avaje"
    })
    String peer = "";

    private @Nullable Fleet fleet;

    @Setup
    public void build() {
      fleet = Fleets.of(peer);
    }

    Fleet fleet() {
      return Objects.requireNonNull(fleet);
    }
  }

  /** A fleet of which every series changes before each snapshot. */
  public static class Busy extends Quiet {
    @Setup(Level.Invocation)
    public void change() {
      fleet().change();
    }
  }

  @Benchmark
  public Object allChanged(Busy state) {
    return state.fleet().snapshot();
  }

  @Benchmark
  public Object nothingChanged(Quiet state) {
    return state.fleet().snapshot();
  }
}
