package io.tapes.annotations.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.Registry;
import io.tapes.Tags;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What woven code does, done by hand. */
class Bootstraps1Test {
  private static final String HERE = "io.tapes.annotations.runtime.Bootstraps1Test";
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final Registry registry = Registry.create();

  @BeforeEach
  void bind() {
    Registries.reset();
    Registries.use(Bootstraps1Test.class, HERE, registry);
  }

  @AfterEach
  void unbind() {
    System.clearProperty(Strict.PROPERTY);
    Registries.reset();
  }

  static class A {}

  static class B extends A {}

  static class C extends A {}

  static class D extends A {}

  static class E extends A {}

  static class F extends A {}

  private static <P> P constant(String kind, Class<P> type, String spec) {
    return type.cast(Bootstraps1.constant(LOOKUP, kind, type, "get(I)V", spec));
  }

  @Test
  void timed_recordsUnderTheDefaultName() {
    TimedProbe probe = constant("Timed", TimedProbe.class, "");
    probe.leave(probe.enter());

    assertEquals(1, registry.snapshot().number(HERE + ".get.count"));
  }

  @Test
  void defaults_haveTheSuffixOfTheirKind() {
    constant("Metered", MeteredProbe.class, "").hit();
    constant("Counted", CountedProbe.class, "").hit();
    constant("ExceptionMetered", ExceptionMeteredProbe.class, "").fail(new Error());
    constant("InFlight", InFlightProbe.class, "").enter();
    constant("Recorded", RecordedProbe.class, "").record(7);

    var snapshot = registry.snapshot();
    assertEquals(1, snapshot.number(HERE + ".get.rate.count"));
    assertEquals(1, snapshot.number(HERE + ".get.count.value"));
    assertEquals(1, snapshot.number(HERE + ".get.exceptions.count"));
    assertEquals(1, snapshot.number(HERE + ".get.inflight.value"));
    assertEquals(7, snapshot.number(HERE + ".get.values.max"));
  }

  @Test
  void spec_hasNameAndTags() {
    constant("Counted", CountedProbe.class, "value=hits.{method}\ntag=a=b=c\ntag=d=").hit();

    assertEquals(1, registry.counter("hits.get", Tags.of("a", "b=c", "d", "")).value());
  }

  @Test
  void cause_limitsWhatIsMarked() {
    ExceptionMeteredProbe probe =
        constant(
            "ExceptionMetered",
            ExceptionMeteredProbe.class,
            "value=errors\ncause=java.lang.IllegalStateException");
    probe.fail(new IllegalStateException());
    probe.fail(new RuntimeException());

    assertEquals(1, registry.meter("errors").count());
  }

  @Test
  void conflict_recordsToNowhere_andThrowsInStrictMode() {
    registry.counter("taken");
    TimedProbe probe = constant("Timed", TimedProbe.class, "value=taken");
    probe.leave(probe.enter());
    assertEquals(0, registry.counter("taken").value());

    System.setProperty(Strict.PROPERTY, "true");
    assertThrows(
        IllegalArgumentException.class, () -> constant("Timed", TimedProbe.class, "value=taken"));
    assertThrows(
        IllegalArgumentException.class, () -> constant("Timed", TimedProbe.class, "value={oops}"));
  }

  @Test
  void badTemplate_recordsToNowhere() {
    CountedProbe probe = constant("Counted", CountedProbe.class, "value={oops}");
    probe.hit();

    assertEquals(0, registry.snapshot().series().size());
  }

  @Test
  void siteWithoutThis_isAConstant() throws Throwable {
    MethodHandle site = site("counted.{}", MethodType.methodType(CountedProbe.class));

    ((CountedProbe) site.invokeExact()).hit();

    assertEquals(1, registry.counter("counted.Bootstraps1Test").value());
  }

  private static MethodHandle site(String template, MethodType type) {
    return Bootstraps1.site(LOOKUP, "Counted", type, "get()V", "value=" + template)
        .dynamicInvoker();
  }

  @Test
  void siteWithThis_findsTheClass_alsoWhenThereAreMany() throws Throwable {
    MethodHandle site =
        site("many.{}", MethodType.methodType(CountedProbe.class, Bootstraps1Test.A.class));
    A[] all = {new A(), new B(), new C(), new D(), new E(), new F()};
    for (int round = 0; round < 10; round++) {
      for (A each : all) {
        CountedProbe probe = (CountedProbe) site.invokeExact(each);
        probe.hit();
      }
    }

    for (A each : all) {
      String name = "many." + each.getClass().getSimpleName();
      assertEquals(10, registry.counter(name).value(), name);
    }
  }

  @Test
  void siteWithThis_isSafe_fromManyThreads() throws Throwable {
    MethodHandle site = site("par.{}", MethodType.methodType(CountedProbe.class, Object.class));
    Object[] all = {new A(), new B(), new C(), new D(), new E(), "text"};
    IntStream.range(0, 6_000)
        .parallel()
        .forEach(
            i -> {
              try {
                ((CountedProbe) site.invokeExact(all[i % all.length])).hit();
              } catch (Throwable e) {
                throw new AssertionError(e);
              }
            });

    for (Object each : all) {
      String name = "par." + each.getClass().getSimpleName();
      assertEquals(1_000, registry.counter(name).value(), name);
    }
  }

  @Test
  void stage_isTimedUntilItIsCompleted() {
    TimedProbe timed = constant("Timed", TimedProbe.class, "value=timed");
    InFlightProbe inFlight = constant("InFlight", InFlightProbe.class, "value=inflight");
    CompletableFuture<String> pending = new CompletableFuture<>();
    inFlight.enter();
    timed.leave(pending, timed.enter());
    inFlight.leave(pending);

    assertEquals(0, registry.snapshot().number("timed.count"));
    assertEquals(1, registry.snapshot().number("inflight.value"));
    pending.complete("done");
    assertEquals(1, registry.snapshot().number("timed.count"));
    assertEquals(0, registry.snapshot().number("inflight.value"));
  }

  @Test
  void failureOfAStage_isUnwrapped_howeverItComes() {
    ExceptionMeteredProbe probe =
        constant(
            "ExceptionMetered",
            ExceptionMeteredProbe.class,
            "value=failures\ncause=java.lang.ArithmeticException");
    CompletableFuture<Integer> pending = new CompletableFuture<>();
    CompletionStage<Integer> dependent = pending.thenApply(x -> x);
    probe.leave(CompletableFuture.failedFuture(new ArithmeticException()));
    probe.leave(CompletableFuture.failedStage(new ArithmeticException()));
    probe.leave(pending);
    probe.leave(dependent);
    probe.leave((CompletionStage<?>) null);
    probe.leave(CompletableFuture.failedFuture(new RuntimeException()));
    probe.leave(CompletableFuture.completedFuture("fine"));
    CompletableFuture<Integer> cancelled = new CompletableFuture<>();
    cancelled.cancel(false);
    probe.leave(cancelled);
    pending.completeExceptionally(new ArithmeticException());

    assertEquals(4, registry.meter("failures").count());
  }

  @Test
  void recorded_takesEveryWholeNumber_andDropsWhatIsNone() {
    RecordedProbe probe = constant("Recorded", RecordedProbe.class, "value=sizes");
    probe.record(2.0);
    probe.record((Object) 3f);
    probe.record((Object) 5);
    probe.record(new BigDecimal("4.00"));
    probe.record(BigInteger.valueOf(Long.MAX_VALUE));
    probe.record((Object) null);
    probe.record("text");
    assertEquals(5, registry.snapshot().number("sizes.count"));
    assertEquals(2, registry.snapshot().number("sizes.min"));
    assertEquals(0x1p63, registry.snapshot().number("sizes.max"));

    probe.record(Double.NaN);
    probe.record(BigInteger.TWO.pow(63));
    probe.record(new BigDecimal("1E+1000000000"));
    assertEquals(5, registry.snapshot().number("sizes.count"));
    assertEquals(3, registry.snapshot().number("tapes.dropped.value"));
    probe.record(-1);
    probe.record(-2.0);
    probe.record(-0x1p63);
    probe.record(new BigDecimal("-3"));
    assertEquals(9, registry.snapshot().number("sizes.count"));
    assertEquals(-0x1p63, registry.snapshot().number("sizes.min"));
    assertEquals(3, registry.snapshot().number("tapes.dropped.value"));
  }

  @Test
  void recorded_neverChangesAValue() {
    RecordedProbe probe = constant("Recorded", RecordedProbe.class, "value=prices");
    probe.record(3.7);
    probe.record((Object) 3.7f);
    probe.record(new BigDecimal("3.7"));
    probe.record(0.4);
    probe.record(0x1p63);
    probe.record(Double.POSITIVE_INFINITY);
    DoubleAdder adder = new DoubleAdder();
    adder.add(3.7);
    probe.record(adder);

    var snapshot = registry.snapshot();
    assertEquals(0, snapshot.number("prices.count"));
    assertEquals(7, snapshot.number("tapes.dropped.records.{metric=prices}.value"));
  }

  @Test
  void probes_areRecords_whichTheJitTrusts() {
    assertInstanceOf(Record.class, constant("Timed", TimedProbe.class, ""));
    assertSame(registry.timer(HERE + ".get"), constant("Timed", TimedProbe.class, "").timer());
  }
}
