package io.tapes.benchmarks;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Bare data structures. The packed Recorder is left out: with 8 threads it can hang. DDSketch is
 * not thread-safe and therefore locked.
 */
@State(Scope.Benchmark)
public class SketchState {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  final Recorder recorder2 = new Recorder(2);
  final Recorder recorder3 = new Recorder(3);
  final Recorder recorder2Fixed = new Recorder(1, HOUR, 2);
  final AtomicHistogram atomic2 = new AtomicHistogram(HOUR, 2);
  final ConcurrentHistogram concurrent2 = new ConcurrentHistogram(2);
  private final DDSketch ddSketch = DDSketches.unboundedDense(0.01);

  void ddSketch(double value) {
    synchronized (ddSketch) {
      ddSketch.accept(value);
    }
  }
}
