package io.tapes.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapes.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Micrometer accepts must not throw here, and must not harm anything else. */
class BadInputTest {
  private final Registry registry = Registry.create();
  private final TapesMeterRegistry meters = new TapesMeterRegistry(registry);
  private final MeterRegistry peer = new SimpleMeterRegistry();

  private double number(String path) {
    return registry.snapshot().number(path);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1, -0.5, Double.NEGATIVE_INFINITY})
  void amountsThatAreNone_areNotCounted(double amount) {
    Counter counter = meters.counter("c");
    counter.increment(2);
    counter.increment(amount);
    DistributionSummary summary = meters.summary("s");
    summary.record(2);
    summary.record(amount);
    assertEquals(2, counter.count());
    assertEquals(1, summary.count());
    assertEquals(2, summary.totalAmount());
    assertEquals(2, summary.max());
    assertEquals(2, number("c.value"));
    assertEquals(1, number("s.count"));
  }

  @Test
  void infiniteAmounts_harmNothing() {
    meters.counter("c").increment(Double.POSITIVE_INFINITY);
    meters.counter("c").increment();
    meters.summary("s").record(Double.POSITIVE_INFINITY);
    meters.summary("s").record(3);
    assertEquals(1, number("c.value"));
    assertEquals(3, meters.summary("s").totalAmount());
  }

  @Test
  void durationsThatAreNone_areNotCounted() {
    Timer timer = meters.timer("t");
    timer.record(-1, TimeUnit.NANOSECONDS);
    timer.record(Duration.ofMillis(-1));
    timer.record(Long.MAX_VALUE, TimeUnit.DAYS);
    assertEquals(1, timer.count());
    assertEquals(1, number("t.count"));
  }

  @Test
  void noTags_areNoTags() {
    meters.counter("c", (String[]) null).increment();
    meters.counter("c", (Iterable<Tag>) null).increment();
    meters.counter("c", Tags.of((Tag[]) null)).increment();
    assertEquals(3, number("c.value"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", ".a", "a.", "a b", "a\nb", "\u0000", "\ud800", "{x=1}"})
  void anyName_isTaken(String name) {
    peer.counter(name, "", "").increment();
    meters.counter(name, "", "").increment(7);
    meters.timer(name + "t", "k", "\u0000\ud800\n").record(1, TimeUnit.SECONDS);
    assertEquals(7, meters.get(name).counter().count());
    assertEquals(3, registry.snapshot().series().size(), "and the timer's maximum");
    assertEquals(0, refused());
  }

  private double refused() {
    return registry.snapshot().series().stream()
        .filter(series -> series.name().equals("tapes.bridge.refused"))
        .mapToDouble(series -> series.value().asSum().toDouble())
        .sum();
  }

  @Test
  void aNameOf64KiB_isShortened() {
    meters.counter("n".repeat(1 << 16)).increment();
    meters.counter("n".repeat((1 << 16) + 1)).increment(2);
    assertEquals(2, registry.snapshot().series().size());
    assertEquals(0, refused());
  }

  @Test
  void aTagOf64KiB_isRefusedWithoutAnException() {
    List<String> failed = new ArrayList<>();
    meters.config().onMeterRegistrationFailed((id, reason) -> failed.add(reason));
    String value = "v".repeat(1 << 16);
    Counter counter = meters.counter("c", "k", value);
    counter.increment();
    assertSame(counter, meters.counter("c", "k", value));
    meters.timer("t", "k", value).record(1, TimeUnit.SECONDS);
    Gauge.builder("g", () -> 1).tag("k", value).register(meters);
    FunctionCounter.builder("f", this, any -> 1).tag("k", value).register(meters);
    assertEquals(4, refused());
    assertEquals(4, failed.size());
    assertTrue(failed.get(0).contains("there is room for 16384"), failed.get(0));
    meters.clear();
    assertEquals(1, registry.snapshot().series().size());
  }

  @Test
  void longTexts_areCut() {
    Counter.builder("c")
        .description("d".repeat(1 << 16))
        .baseUnit("u".repeat(1 << 16))
        .register(meters)
        .increment();
    assertEquals(1, number("c.value"));
    assertEquals(0, refused());
  }

  @Test
  void aNameOfAnotherType_isRefusedOnce_andTheFirstOneStays() {
    registry.counter("jobs").increment(5);
    Timer timer = meters.timer("jobs");
    timer.record(1, TimeUnit.SECONDS);
    assertSame(timer, meters.timer("jobs"));
    assertEquals(0, timer.count());
    assertEquals(5, number("jobs.value"));
    assertEquals(1, refused());
  }

  @Test
  void functionsThatThrow_harmNothing() {
    Gauge.builder(
            "g",
            () -> {
              throw new IllegalStateException("on purpose");
            })
        .register(meters);
    FunctionCounter.builder(
            "f",
            this,
            any -> {
              throw new StackOverflowError("on purpose");
            })
        .register(meters);
    FunctionCounter.builder("nan", this, any -> Double.NaN).register(meters);
    FunctionCounter.builder("falls", this, any -> -3).register(meters);
    meters.counter("c").increment();
    assertEquals(1, number("c.value"));
    assertEquals(0, number("falls.value"));
  }

  @Test
  void aHundredThousandMeters_areKept() {
    Registry large = Registry.builder().maxSeries(200_000).build();
    TapesMeterRegistry many = new TapesMeterRegistry(large);
    for (int i = 0; i < 100_000; i++) {
      many.counter("c", "n", String.valueOf(i)).increment(i);
    }
    assertEquals(100_000, large.snapshot().series().size());
    assertEquals(99_999, large.snapshot().number("c.{n=99999}.value"));
    many.clear();
    assertTrue(large.snapshot().series().isEmpty());
  }
}
