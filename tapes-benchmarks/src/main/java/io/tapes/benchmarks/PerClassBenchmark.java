package io.tapes.benchmarks;

import io.tapes.Counter;
import io.tapes.Registry;
import io.tapes.annotations.ClassMetric;
import io.tapes.annotations.Counted;
import io.tapes.annotations.PerClass;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Finding the metric of one's own concrete class in a method of the base class. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class PerClassBenchmark {
  private static final Registry REGISTRY = Registry.create();
  private static final PerClass<Counter> CALLS = PerClass.counter(REGISTRY, "perclass.{}.calls");
  private static final Counter SAME_FOR_ALL = REGISTRY.counter("perclass.all");
  private static final PerClass<Metrics> METRICS = PerClass.of(REGISTRY, Metrics.class);

  /** How many concrete classes the place of the access sees. */
  @Param({"1", "2", "8"})
  int classes;

  private Base[] objects = {};
  private int next;

  /** What one class has. */
  public record Metrics(@ClassMetric("perclass.{}.hits") Counter hits) {}

  abstract static class Base {
    private final Metrics metrics = METRICS.of(this);

    final Counter found() {
      return CALLS.of(this);
    }

    final Counter held() {
      return metrics.hits();
    }

    @Counted("perclass.{}.woven")
    final void woven() {}

    final void byHand() {
      SAME_FOR_ALL.increment();
    }
  }

  private static final class A extends Base {}

  private static final class B extends Base {}

  private static final class C extends Base {}

  private static final class D extends Base {}

  private static final class E extends Base {}

  private static final class F extends Base {}

  private static final class G extends Base {}

  private static final class H extends Base {}

  @Setup
  public void fill() {
    Base[] all = {new A(), new B(), new C(), new D(), new E(), new F(), new G(), new H()};
    objects = new Base[8];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = all[i % classes];
    }
  }

  private Base object() {
    return objects[next++ & 7];
  }

  /** What choosing the object costs, to be subtracted. */
  @Benchmark
  public Base harness() {
    return object();
  }

  @Benchmark
  public Counter found() {
    return object().found();
  }

  @Benchmark
  public Counter held() {
    return object().held();
  }

  /** Counted under the name of its class, by annotation. */
  @Benchmark
  public void woven() {
    object().woven();
  }

  /** Counted under one name, which needs no finding. */
  @Benchmark
  public void oneForAll() {
    object().byHand();
  }

  @Benchmark
  public Counter byName() {
    return REGISTRY.counter("perclass." + object().getClass().getSimpleName() + ".calls");
  }
}
