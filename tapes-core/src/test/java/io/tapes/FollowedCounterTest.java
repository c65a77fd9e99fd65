package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Counters that follow what is counted elsewhere. */
class FollowedCounterTest {
  private final Registry registry = Registry.create();
  private final AtomicLong bytes = new AtomicLong();

  private double shown() {
    return registry.snapshot().number("nic.bytes.value");
  }

  private double shownAt(long value) {
    bytes.set(value);
    return shown();
  }

  @Test
  void theCounter_showsWhatItFollows() {
    Counter counter = registry.metric("nic.bytes").unit("bytes").followedCounter(bytes::get);
    assertEquals(700, shownAt(700));
    assertEquals(900, shownAt(900));
    assertEquals(900, counter.value());
    Series series = registry.snapshot().series(counter.id()).orElseThrow();
    assertEquals(MetricKind.COUNTER, series.kind());
    assertEquals("bytes", series.info().unit());
  }

  @Test
  void aFall_setsANewBase() {
    registry.metric("nic.bytes").followedCounter(bytes::get);
    assertEquals(700, shownAt(700));
    assertEquals(700, shownAt(5));
    assertEquals(708, shownAt(13));
    assertEquals(708, shownAt(-1));
    assertEquals(709, shownAt(0));
  }

  @Test
  void anUnsignedCount_rollsOver() {
    registry.metric("nic.bytes").followedUnsigned(bytes::get);
    long nearlyAll = Long.parseUnsignedLong("18446744073709551610");
    assertEquals(0, shownAt(nearlyAll), "more than a long holds");
    assertEquals(11, shownAt(5));
    assertEquals(111, shownAt(105));
    assertEquals(111, shownAt(3), "a fall is no roll-over");
    assertEquals(112, shownAt(4));
  }

  @Test
  void anAmount_isFollowedWithItsFraction() {
    AtomicReference<Double> seconds = new AtomicReference<>(1.5);
    DoubleSupplier function = () -> seconds.get();
    DoubleCounter cpu = registry.metric("cpu").unit("seconds").followedCounter(function);
    assertEquals(1.5, registry.snapshot().number("cpu.value"));
    seconds.set(1.75);
    assertEquals(1.75, registry.snapshot().number("cpu.value"));
    seconds.set(0.25);
    assertEquals(1.75, registry.snapshot().number("cpu.value"));
    seconds.set(Double.NaN);
    assertEquals(1.75, registry.snapshot().number("cpu.value"));
    assertEquals(1, registry.snapshot().number("tapes.source.errors.value"), 1);
    seconds.set(0.5);
    assertEquals(2, registry.snapshot().number("cpu.value"));
    assertEquals(2, cpu.value());
  }

  @Test
  void aSourceThatThrows_isCounted_andTheCounterStands() {
    AtomicInteger calls = new AtomicInteger();
    registry
        .metric("nic.bytes")
        .followedCounter(
            (LongSupplier)
                () -> {
                  if (calls.incrementAndGet() == 2) {
                    throw new IllegalStateException("not now");
                  }
                  return 10L * calls.get();
                });
    assertEquals(10, shown());
    assertEquals(10, shown());
    assertEquals(30, shown());
    assertEquals(1, registry.snapshot().number("tapes.source.errors.value"));
  }

  @Test
  void askedTwice_withTheSameFunction_isOneSource_anotherOneTakesItsPlace() {
    AtomicInteger calls = new AtomicInteger();
    LongSupplier first =
        () -> {
          calls.incrementAndGet();
          return 100;
        };
    Counter counter = registry.metric("nic.bytes").followedCounter(first);
    assertSame(counter, registry.metric("nic.bytes").followedCounter(first));
    assertEquals(100, shown());
    assertEquals(1, calls.get());
    registry.metric("nic.bytes").followedCounter(bytes::get);
    assertEquals(100, shownAt(5_000), "the new one's first answer is its base");
    assertEquals(101, shownAt(5_001));
    assertEquals(1, calls.get());
  }

  @Test
  void aRemovedCounter_isFollowedNoMore() {
    AtomicInteger calls = new AtomicInteger();
    LongSupplier function = () -> calls.incrementAndGet();
    registry.metric("nic.bytes").followedCounter(function);
    assertEquals(1, shown());
    assertTrue(registry.remove("nic.bytes"));
    registry.snapshot();
    assertEquals(1, calls.get());
    registry.metric("nic.bytes").followedCounter(function);
    assertEquals(2, shown(), "as a whole");
  }

  @Test
  void aFollowedTimer_hasCountAndSum_andNoDistribution() {
    AtomicLong count = new AtomicLong(3);
    AtomicLong nanos = new AtomicLong(6_500_000_001L);
    FollowedTimer timer = registry.metric("pool.wait").followedTimer(count::get, nanos::get);
    assertEquals("{count=3, total=6.500000001, mean=2.166666667}", fields(timer));
    nanos.set(7_000_000_000L);
    assertEquals("{count=3, total=6.500000001, mean=2.166666667}", fields(timer), "under way");
    count.set(4);
    assertEquals("{count=4, total=7.0, mean=1.75}", fields(timer));
    assertEquals(4, timer.count());
    assertEquals(7, timer.total());
    count.set(1);
    nanos.set(1_000_000_000L);
    assertEquals("{count=4, total=7.0, mean=1.75}", fields(timer), "a fall sets a new base");
    count.set(2);
    nanos.set(2_000_000_000L);
    assertEquals("{count=5, total=8.0, mean=1.6}", fields(timer));
    assertEquals("seconds", timer.info().unit());
  }

  private String fields(Instrument of) {
    return registry.snapshot().series(of.id()).orElseThrow().fields().toString();
  }

  @Test
  void noFunction_isASentence() {
    MetricBuilder metric = registry.metric("nic.bytes");
    assertThrows(NullPointerException.class, () -> metric.followedCounter((LongSupplier) null));
  }
}
