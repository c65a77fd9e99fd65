package io.tapes.benchmarks;

import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.CountedAspect;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.aop.aspectj.annotation.AspectJProxyFactory;

/** Micrometer's annotations behind a proxy of Spring. */
@State(Scope.Benchmark)
public class SpringAopState {
  final Service service;

  /** Makes the proxy. */
  public SpringAopState() {
    MeterRegistry registry = new SimpleMeterRegistry();
    AspectJProxyFactory factory = new AspectJProxyFactory(new Service());
    factory.setProxyTargetClass(true);
    factory.addAspect(new TimedAspect(registry));
    factory.addAspect(new CountedAspect(registry));
    service = factory.getProxy();
  }

  /** What is measured; not final, so that it can have a proxy. */
  public static class Service {
    /**
     * Timed.
     *
     * @param number any
     * @return another
     */
    @Timed("timed")
    public int timed(int number) {
      return number * 31;
    }

    /**
     * Counted.
     *
     * @param number any
     * @return another
     */
    @Counted("counted")
    public int counted(int number) {
      return number * 31;
    }
  }
}
