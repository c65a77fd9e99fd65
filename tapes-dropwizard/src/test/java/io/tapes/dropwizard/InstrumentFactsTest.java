package io.tapes.dropwizard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import io.tapes.Clock;
import io.tapes.ManualClock;
import io.tapes.MetricKind;
import io.tapes.Registry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts of Dropwizard's own tests of counters, meters, timers, histograms and snapshots. */
class InstrumentFactsTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();
  private final MetricRegistry metrics = new TapesMetricRegistry(registry);

  /** A clock of a user's, of which Tapes does not know when it moves. */
  private static final class OwnClock implements Clock {
    private long nanos;
    private long perReading;

    @Override
    public long nanoTime() {
      return nanos += perReading;
    }

    @Override
    public long wallMillis() {
      return nanos / 1_000_000;
    }
  }

  @Test
  void aCounter_goesUpAndDown() {
    Counter counter = metrics.counter("c");
    assertEquals(0, counter.getCount());
    counter.inc();
    assertEquals(1, counter.getCount());
    counter.inc(12);
    counter.dec(3);
    assertEquals(10, counter.getCount());
    counter.inc(-12);
    assertEquals(-2, counter.getCount());
    counter.dec(-12);
    counter.dec();
    assertEquals(9, counter.getCount());
    assertEquals(9, registry.snapshot().number("c.value"));
    assertEquals(MetricKind.UP_DOWN_COUNTER, registry.snapshot().series().get(0).kind());
  }

  @Test
  void aMeter_startsWithoutRates() {
    Meter meter = metrics.meter("m");
    assertEquals(0, meter.getCount());
    assertEquals(0, meter.getMeanRate());
    assertEquals(0, meter.getOneMinuteRate());
    assertEquals(0, meter.getFiveMinuteRate());
    assertEquals(0, meter.getFifteenMinuteRate());
  }

  private static void check(Meter meter) {
    assertEquals(0.3, meter.getMeanRate(), 0.001);
    assertEquals(0.1840, meter.getOneMinuteRate(), 0.001);
    assertEquals(0.1966, meter.getFiveMinuteRate(), 0.001);
    assertEquals(0.1988, meter.getFifteenMinuteRate(), 0.001);
  }

  @Test
  void aMeter_ticksWhenItIsMarked() {
    Meter meter = metrics.meter("m");
    meter.mark();
    clock.advance(Duration.ofSeconds(10));
    meter.mark(2);
    check(meter);
    assertEquals(meter.getOneMinuteRate(), registry.snapshot().number("m.m1"));
  }

  @Test
  void aMeter_ticksWhenItIsMarked_withAnyClock() {
    OwnClock own = new OwnClock();
    Meter meter = new TapesMetricRegistry(Registry.builder().clock(own).build()).meter("m");
    meter.mark();
    own.nanos = TimeUnit.SECONDS.toNanos(10);
    meter.mark(2);
    check(meter);
  }

  @Test
  void aMinuteWithoutReads_changesNothing() {
    Meter read = metrics.meter("read");
    Meter unread = metrics.meter("unread");
    for (int i = 0; i < 12; i++) {
      read.mark();
      unread.mark();
      clock.advance(Duration.ofSeconds(5));
      read.getOneMinuteRate();
    }
    assertEquals(read.getOneMinuteRate(), unread.getOneMinuteRate());
  }

  @ParameterizedTest
  @ValueSource(doubles = {15, 60, 600, 6_000})
  void ratesOfAMetronome_areItsRate(double perMinute) {
    metronome(
        3,
        perMinute,
        meter -> assertEquals(perMinute, 60 * meter.getOneMinuteRate(), 0.1 * perMinute));
    metronome(
        13,
        perMinute,
        meter -> assertEquals(perMinute, 60 * meter.getFiveMinuteRate(), 0.1 * perMinute));
    metronome(
        38,
        perMinute,
        meter -> assertEquals(perMinute, 60 * meter.getFifteenMinuteRate(), 0.1 * perMinute));
  }

  private void metronome(int minutes, double perMinute, java.util.function.Consumer<Meter> check) {
    OwnClock own = new OwnClock();
    Meter meter = new TapesMetricRegistry(Registry.builder().clock(own).build()).meter("m");
    own.nanos = TimeUnit.MILLISECONDS.toNanos(62_934);
    long end = own.nanos + TimeUnit.MINUTES.toNanos(minutes);
    while (own.nanos <= end) {
      own.nanos += (long) (60e9 / perMinute);
      meter.mark();
    }
    check.accept(meter);
  }

  @Test
  void negativeMarks_countForDropwizard_andAreDroppedByTapes() {
    Meter meter = metrics.meter("m");
    meter.mark(5);
    meter.mark(-2);
    assertEquals(3, meter.getCount());
    assertEquals(5, registry.snapshot().number("m.count"));
    assertEquals(1, registry.snapshot().number("tapes.dropped.value"));
  }

  @Test
  void everyWayToTime_countsOnce() throws Exception {
    OwnClock own = new OwnClock();
    own.perReading = 50_000_000;
    Registry target = Registry.builder().clock(own).build();
    Timer timer = new TapesMetricRegistry(target).timer("t");

    assertEquals("one", timer.time(() -> "one"));
    assertEquals("two", timer.timeSupplier(() -> "two"));
    timer.time(() -> {});
    assertTrue(timer.time().stop() >= 50_000_000);
    try (Timer.Context context = timer.time()) {
      assertFalse(context.equals(null));
    }
    assertThrows(
        IllegalStateException.class,
        () ->
            timer.time(
                (Runnable)
                    () -> {
                      throw new IllegalStateException();
                    }));

    assertEquals(6, timer.getCount());
    assertEquals(50_000_000, timer.getSnapshot().getMin());
    assertEquals(6, target.snapshot().number("t.count"));
    assertEquals(0.05, target.snapshot().number("t.min"));
  }

  @Test
  void updates_countUnlessTheyAreNegative() {
    Timer timer = metrics.timer("t");
    assertEquals(0, timer.getMeanRate());
    timer.update(1, TimeUnit.SECONDS);
    timer.update(Duration.ofSeconds(1_234));
    timer.update(-1, TimeUnit.SECONDS);
    timer.update(Duration.ofMillis(-5_678));
    assertEquals(2, timer.getCount());
    assertEquals(1_234_000_000_000L, timer.getSnapshot().getMax());
    clock.advance(Duration.ofSeconds(10));
    assertEquals(0.2, timer.getMeanRate());
    assertEquals(registry.snapshot().number("t.m1"), timer.getOneMinuteRate());
    assertEquals(registry.snapshot().number("t.m5"), timer.getFiveMinuteRate());
    assertEquals(registry.snapshot().number("t.m15"), timer.getFifteenMinuteRate());
  }

  @Test
  void aHistogram_countsEverything_negativeValuesIncluded() {
    Histogram histogram = metrics.histogram("h");
    assertEquals(0, histogram.getCount());
    histogram.update(1);
    histogram.update(-7L);
    histogram.update(Long.MAX_VALUE);
    assertEquals(3, histogram.getCount());
    assertEquals(-7, histogram.getSnapshot().getMin());
    assertEquals(Long.MAX_VALUE, histogram.getSnapshot().getMax());
    assertEquals(3, registry.snapshot().number("h.count"));
    assertEquals(-7, registry.snapshot().number("h.min"));
  }

  private Snapshot snapshotOf(long... values) {
    Histogram histogram = metrics.histogram("h");
    LongStream.of(values).forEach(histogram::update);
    return histogram.getSnapshot();
  }

  @Test
  void aSnapshot_hasTheFiguresOfTapes() {
    Snapshot snapshot = snapshotOf(5, 1, 2, 3, 4);
    assertEquals(1, snapshot.getMin());
    assertEquals(5, snapshot.getMax());
    assertEquals(3, snapshot.getMean(), 1e-9);
    assertEquals(Math.sqrt(2), snapshot.getStdDev(), 1e-9);
    io.tapes.Snapshot ours = registry.snapshot();
    assertEquals(ours.number("h.q50"), snapshot.getMedian());
    assertEquals(ours.number("h.q75"), snapshot.get75thPercentile());
    assertEquals(ours.number("h.q95"), snapshot.get95thPercentile());
    assertEquals(ours.number("h.q98"), snapshot.get98thPercentile());
    assertEquals(ours.number("h.q99"), snapshot.get99thPercentile());
    assertEquals(ours.number("h.q999"), snapshot.get999thPercentile());
    assertEquals(ours.number("h.stddev"), snapshot.getStdDev());
  }

  @Test
  void aSnapshot_refusesWhatIsNoQuantile() {
    Snapshot snapshot = snapshotOf(1, 2);
    assertEquals(1, snapshot.getValue(0), 1);
    assertEquals(2, snapshot.getValue(1));
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> snapshot.getValue(wrong));
    }
  }

  @Test
  void aSnapshot_hasAsManyValuesAsWereRecorded_upToThoseOfAReservoir() {
    Snapshot few = snapshotOf(5, 1, 2, 3, 4);
    assertEquals(5, few.size());
    assertEquals(5, few.getValues().length);
    for (int i = 0; i < 10_000; i++) {
      metrics.histogram("h").update(100);
    }
    assertEquals(1_028, metrics.histogram("h").getSnapshot().getValues().length);
    ByteArrayOutputStream dump = new ByteArrayOutputStream();
    few.dump(dump);
    assertEquals(5, dump.toString(StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void anEmptySnapshot_isZero() {
    Snapshot snapshot = snapshotOf();
    assertEquals(0, snapshot.size());
    assertEquals(0, snapshot.getValues().length);
    assertEquals(0, snapshot.getMin());
    assertEquals(0, snapshot.getMax());
    assertEquals(0, snapshot.getMean());
    assertEquals(0, snapshot.getStdDev());
    assertEquals(0, snapshot.getMedian());
  }

  /** Dropwizard's reservoir goes on to show it. */
  @Test
  void aBurst_isForgotten() {
    Snapshot burst = snapshotOf(1_000, 2_000);
    assertEquals(2_000, burst.getMax());
    clock.advance(Duration.ofMinutes(15));
    Snapshot later = metrics.histogram("h").getSnapshot();
    assertEquals(0, later.size());
    assertEquals(0, later.getMax());
    assertEquals(2, metrics.histogram("h").getCount());
  }
}
