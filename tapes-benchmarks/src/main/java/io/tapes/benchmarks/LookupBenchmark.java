package io.tapes.benchmarks;

import com.netflix.spectator.api.Id;
import io.tapes.Counter;
import io.tapes.benchmarks.shared.Values;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Looking a counter up by its name, one of 64, for each event. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookupBenchmark {
  private static final int MASK = 63;
  private static final String[] NAMES = new String[MASK + 1];

  static {
    for (int i = 0; i < NAMES.length; i++) {
      NAMES[i] = "service.endpoint" + i + ".requests";
    }
  }

  private static String name(Values values) {
    return NAMES[values.index() & MASK];
  }

  @Benchmark
  public Counter tapes(TapesState state, Values values) {
    return state.registry.counter(name(values));
  }

  @Benchmark
  public com.codahale.metrics.Counter dropwizard(DropwizardState state, Values values) {
    return state.registry.counter(name(values));
  }

  @Benchmark
  public io.micrometer.core.instrument.Counter micrometer(MicrometerState state, Values values) {
    return state.registry.counter(name(values));
  }

  @Benchmark
  public com.netflix.spectator.api.Counter spectator(SpectatorState state, Values values) {
    Id id = state.registry.createId(name(values));
    return state.registry.counter(id);
  }

  @Benchmark
  public io.avaje.metrics.Counter avaje(AvajeState state, Values values) {
    return state.registry.counter(name(values));
  }
}
