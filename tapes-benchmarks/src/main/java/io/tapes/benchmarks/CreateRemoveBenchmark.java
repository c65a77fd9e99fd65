package io.tapes.benchmarks;

import io.tapes.Registry;
import io.tapes.Tags;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One series that comes and goes beside others: it costs the same however many those are. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class CreateRemoveBenchmark {
  @Param({"1000", "100000"})
  int series;

  private Registry names = Registry.create();
  private Registry tagged = Registry.create();
  private Tags[] tags = {};
  private int next;

  /** Names end in a field's name, as those of counted methods do: these take the longest way. */
  @Setup
  public void fill() {
    names = Registry.builder().maxSeries(series + 1).build();
    tagged = Registry.builder().maxSeries(series + 1).build();
    tags = new Tags[series];
    for (int i = 0; i < series; i++) {
      names.counter(name(i));
      tags[i] = Tags.of("job", "job" + i);
      tagged.counter("job.done", tags[i]);
    }
  }

  private static String name(int i) {
    return "service.method" + i + ".count";
  }

  private int next() {
    next = next + 1 < series ? next + 1 : 0;
    return next;
  }

  /** Removes one name of many, which may be anywhere among them, and makes it again. */
  @Benchmark
  public boolean tapesNames() {
    String name = name(next());
    boolean removed = names.remove(name);
    names.counter(name);
    return removed;
  }

  /** The same with one name and as many tags. */
  @Benchmark
  public boolean tapesTags() {
    Tags own = tags[next()];
    boolean removed = tagged.remove("job.done", own);
    tagged.counter("job.done", own);
    return removed;
  }
}
