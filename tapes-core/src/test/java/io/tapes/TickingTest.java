package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.DecayingDistribution;
import io.tapes.distribution.Distribution;
import io.tapes.support.LogLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Rates and recent figures do not depend on who reads when. */
class TickingTest {
  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final Registry registry = Registry.builder().clock(clock).build();

  private void advance(double seconds) {
    clock.advance(Duration.ofNanos((long) (1e9 * seconds)));
  }

  @Test
  void firstReadAfterAnHour_isWhatTicksWouldHaveLeft() {
    registry.meter("m").mark(1_000);
    clock.advance(Duration.ofHours(1));
    Snapshot now = registry.snapshot();
    assertEquals(1_000, now.number("m.count"));
    assertEquals(0, now.number("m.m1"), 1e-9);
    assertEquals(200 * Math.exp(-719 / 180.0), now.number("m.m15"), 1e-9);
  }

  @Test
  void aSilenceThatIsReadSeldom_isASilence() {
    Meter meter = registry.meter("m");
    for (int second = 0; second < 60; second++) {
      meter.mark(10);
      advance(1);
    }
    advance(120);
    assertEquals(10 * Math.exp(-2), registry.snapshot().number("m.m1"), 1e-9);
  }

  @Test
  void oneSlowRecordAnHourAgo_isForgotten_whoeverReadIt() {
    Timer timer = registry.timer("t");
    Histogram histogram = registry.histogram("h");
    timer.record(5_000, TimeUnit.SECONDS);
    histogram.record(5_000);
    clock.advance(Duration.ofHours(1));
    for (int i = 0; i < 10; i++) {
      timer.record(10, TimeUnit.SECONDS);
      histogram.record(10);
    }
    Snapshot now = registry.snapshot();
    assertEquals(10, now.number("h.max"));
    assertEquals(10, now.number("h.q99"));
    assertEquals(10, now.number("t.max"), 10 / 128.0);
    assertEquals(10, now.number("t.q99"), 10 / 128.0);
    assertEquals(11, now.number("t.count"));
  }

  @Test
  void idleInstruments_returnToZeros_andStayTheSameInstance() {
    registry.timer("t").record(3, TimeUnit.SECONDS);
    clock.advance(Duration.ofDays(1));
    Snapshot idle = registry.snapshot();
    DistributionValue value = idle.series().get(0).value().asDistribution();
    assertEquals(Rates.ZERO, value.rates());
    assertSame(DecayingDistribution.empty(), value.recent());
    clock.advance(Duration.ofDays(40));
    assertSame(idle.series().get(0), registry.snapshot().series().get(0));
  }

  /** Readers at any time, between ticks and after many, see what one sees that reads at each. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyScheduleOfReads_givesTheFiguresOfAReadAtEveryTick(long seed) {
    Random random = new Random(seed);
    ManualClock fine = new ManualClock();
    ManualClock coarse = new ManualClock();
    Registry everyTick = Registry.builder().clock(fine).build();
    List<Registry> others = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      others.add(Registry.builder().clock(coarse).build());
    }
    List<Registry> all = new ArrayList<>(others);
    all.add(everyTick);
    long step = Duration.ofMillis(1).toNanos() * (1 + random.nextInt(1_700));
    all.forEach(r -> record(r, 1, 1));
    for (int round = 0; round < 400; round++) {
      int records = random.nextInt(4) == 0 ? random.nextInt(50) : 0;
      for (int i = 0; i < records; i++) {
        long value = (long) (1e6 * Math.exp(3 * random.nextGaussian()));
        int times = 1 + random.nextInt(30) / 29 * random.nextInt(100_000);
        all.forEach(r -> record(r, value, times));
        if (random.nextInt(10) == 0) {
          others.get(random.nextInt(3)).snapshot().toMap();
        }
      }
      // Pauses from nothing over many ticks to what moves the landmark and forgets everything.
      long steps = (long) Math.exp(random.nextDouble() * (random.nextInt(20) == 0 ? 9 : 4));
      for (long i = 0; i < steps; i++) {
        fine.advance(Duration.ofNanos(step));
        everyTick.snapshot().toMap();
      }
      coarse.advance(Duration.ofNanos(step * steps));
      for (Registry other : others) {
        if (random.nextInt(3) == 0) {
          assertEquals(figures(everyTick), figures(other), "seed " + seed + ", round " + round);
        }
      }
    }
    for (Registry other : others) {
      assertEquals(figures(everyTick), figures(other), "seed " + seed);
    }
  }

  private static void record(Registry registry, long value, int times) {
    registry.meter("m").mark(times);
    for (String name : List.of("t", "h")) {
      Distribution many =
          Distribution.of(
              new int[] {Buckets.index(value)}, new long[] {times}, times * value, value, value);
      if (name.equals("t")) {
        registry.timer("t").merge(many);
      } else {
        registry.histogram("h").merge(many);
      }
    }
  }

  private static Map<String, Object> figures(Registry registry) {
    return registry.snapshot().toMap();
  }

  @Test
  void anInstrumentMadeBetweenTicks_hasTicksOfItsOwn() {
    registry.meter("first").mark(50);
    advance(7);
    registry.meter("second").mark(50);
    advance(4.9);
    assertEquals(0, registry.snapshot().number("second.m1"));
    advance(0.1);
    assertEquals(10, registry.snapshot().number("second.m1"), 1e-12);
  }

  @Test
  void byReaders_nothingHappensUntilSomebodyReads() {
    Registry seldom = Registry.builder().clock(clock).ticking(Ticking.byReaders()).build();
    seldom.meter("m").mark(720);
    seldom.histogram("h").record(7);
    clock.advance(Duration.ofHours(1));
    Snapshot now = seldom.snapshot();
    assertEquals(0.2, now.number("m.m15"), 1e-12);
    assertEquals(7, now.number("h.max"));
  }

  @Test
  void commonTicks_beginWithAFirstOneThatIsAtLeastFiveSeconds() {
    long second = 1_000_000_000L;
    DroppedRecords none =
        new DroppedRecords(new Counter(), new LogLimiter(LoggerFactory.getLogger(Meter.class)));
    for (long made : new long[] {0, 1, 4, 5, 8}) {
      Meter meter = new Meter(TickPhase.COMMON, made * second, none);
      meter.name(
          new SeriesId("m", Tags.empty()),
          new InstrumentFamily(MetricInfo.of("m", MetricKind.METER)),
          0);
      double rate = 0;
      long first = 0;
      for (long now = made; now <= 20; now++) {
        rate = meter.read(now * second, 0).rates().m1();
        first = first == 0 && rate > 0 ? now : first;
        meter.mark(100);
      }
      assertTrue(first % 5 == 0 && first - made >= 5 && first - made < 10, "first at " + first);
      assertEquals(100, rate, 1e-9, "made at " + made);
    }
  }
}
