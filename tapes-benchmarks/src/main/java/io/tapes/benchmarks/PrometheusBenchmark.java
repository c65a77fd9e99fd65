package io.tapes.benchmarks;

import io.tapes.Snapshot;
import io.tapes.reporters.prometheus.PrometheusFormat;
import java.io.IOException;
import java.io.OutputStream;
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

/**
 * Writing 10,000 series in Prometheus text format, all changed since they were last written. The
 * peers' figures include the reading of the instruments; of ours {@code tapesWithSnapshot} does.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PrometheusBenchmark {
  /** A fleet and where to write it. */
  @State(Scope.Benchmark)
  public static class Source {
    @Param({"tapes", "tapesWithSnapshot", "micrometer", "clientJava"})
    String peer = "";

    private @Nullable Fleet fleet;
    private @Nullable Snapshot snapshot;

    @Setup
    public void build() {
      fleet = Fleets.of(peer.equals("tapesWithSnapshot") ? "tapes" : peer);
    }

    @Setup(Level.Invocation)
    public void change() {
      Fleet changed = Objects.requireNonNull(fleet);
      changed.change();
      snapshot = peer.equals("tapes") ? (Snapshot) changed.snapshot() : null;
    }

    void write(OutputStream out) throws IOException {
      if (snapshot == null) {
        Objects.requireNonNull(fleet).prometheus(out);
      } else {
        PrometheusFormat.text().write(snapshot, out);
      }
    }
  }

  @Benchmark
  public void write(Source source) throws IOException {
    source.write(OutputStream.nullOutputStream());
  }
}
