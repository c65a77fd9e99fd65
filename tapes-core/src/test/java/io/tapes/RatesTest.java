package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Moving averages against the arithmetic of the UNIX load average. */
class RatesTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();
  private final Meter meter = registry.meter("m");

  private Rates read() {
    return meter.read(clock.nanoTime(), clock.wallMillis()).rates();
  }

  private Rates readAfter(double seconds) {
    clock.advance(Duration.ofMillis((long) (1_000 * seconds)));
    return read();
  }

  private static void assertRates(double expected, Rates rates, double tolerance) {
    assertEquals(expected, rates.m1(), tolerance);
    assertEquals(expected, rates.m5(), tolerance);
    assertEquals(expected, rates.m15(), tolerance);
  }

  /** The reference: one tick, as written down in every book. */
  private static double tick(double rate, double instant, double minutes) {
    double alpha = 1 - Math.exp(-5 / 60.0 / minutes);
    return rate + alpha * (instant - rate);
  }

  @Test
  void readEveryFiveSeconds_isTheReferenceSeries() {
    Random random = new Random(1);
    double m1 = 0;
    double m5 = 0;
    double m15 = 0;
    for (int tick = 0; tick < 1_000; tick++) {
      int events = random.nextInt(100);
      meter.mark(events);
      double instant = events / 5.0;
      m1 = tick == 0 ? instant : tick(m1, instant, 1);
      m5 = tick == 0 ? instant : tick(m5, instant, 5);
      m15 = tick == 0 ? instant : tick(m15, instant, 15);
      Rates rates = readAfter(5);
      assertEquals(m1, rates.m1(), 1e-9);
      assertEquals(m5, rates.m5(), 1e-9);
      assertEquals(m15, rates.m15(), 1e-9);
    }
  }

  @Test
  void beforeTheFirstTick_ratesAreZero() {
    meter.mark(100);
    assertSame(Rates.ZERO, readAfter(4.999));
  }

  @Test
  void theFirstTick_initialisesAllThree() {
    meter.mark(50);
    assertRates(10, readAfter(5), 1e-12);
  }

  @Test
  void readsBetweenTicks_changeNothing() {
    meter.mark(50);
    Rates first = readAfter(5);
    meter.mark(1_000);
    assertSame(first, readAfter(4.9));
  }

  /** One event in thirty thousand years is none: 10^-12 = e^(-27.6). */
  @Test
  void aSilence_endsInZero_andNoTickSooner() {
    meter.mark(5);
    assertEquals(1, readAfter(5).m1(), 1e-12);
    assertEquals(Math.exp(-331 / 12.0), readAfter(331 * 5).m1(), 1e-20);
    assertEquals(0, readAfter(5).m1());
    assertTrue(read().m5() > 0);
  }

  @Test
  void aSilence_isCaughtUpWithAtOnce() {
    meter.mark(600);
    double rate = readAfter(5).m1();
    assertEquals(120, rate, 1e-9);
    assertEquals(120 * Math.exp(-10), readAfter(600).m1(), 1e-9);
  }

  @Test
  void severalTicksBetweenTwoReads_countAsSoManyOfTheirMeanRate() {
    Meter seldom = byReaders(clock).meter("m");
    seldom.mark(50);
    clock.advance(Duration.ofSeconds(5));
    assertEquals(10, seldom.read(clock.nanoTime(), 0).rates().m1(), 1e-12);
    seldom.mark(60);
    clock.advance(Duration.ofSeconds(15));
    Rates rates = seldom.read(clock.nanoTime(), 0).rates();
    assertEquals(4 + 6 * Math.exp(-15 / 60.0), rates.m1(), 1e-12);
    assertEquals(4 + 6 * Math.exp(-15 / 300.0), rates.m5(), 1e-12);
    assertEquals(4 + 6 * Math.exp(-15 / 900.0), rates.m15(), 1e-12);
  }

  @Test
  void anEvenStream_hasItsRate_howeverItIsRead() {
    for (double every : new double[] {0.7, 3, 5, 7, 9.9, 10, 12.5, 61}) {
      ManualClock own = new ManualClock();
      Meter even = byReaders(own).meter("m");
      for (int i = 1; i <= 100; i++) {
        own.advance(Duration.ofMillis((long) (1_000 * every)));
        even.mark((long) (1_000 * every));
        Rates rates = even.read(own.nanoTime(), own.wallMillis()).rates();
        if (i * every >= 5) {
          assertRates(1_000, rates, 1e-6);
        }
      }
    }
  }

  private static Registry byReaders(ManualClock clock) {
    return Registry.builder().clock(clock).ticking(Ticking.byReaders()).build();
  }

  @Test
  void anUnevenRhythmOfReads_keepsTheRate() {
    Random random = new Random(2);
    Meter meter = byReaders(clock).meter("m");
    double weighted = 0;
    double seconds = 0;
    while (seconds < 36_000) {
      double step = 0.5 + 12 * random.nextDouble();
      meter.mark(Math.round(step * 200));
      clock.advance(Duration.ofMillis((long) (1_000 * step)));
      weighted += step * meter.read(clock.nanoTime(), clock.wallMillis()).rates().m15();
      seconds += step;
    }
    assertEquals(200, weighted / seconds, 2);
  }

  @Test
  void aReaderWithAnOlderClock_changesNothing() {
    meter.mark(50);
    Rates first = readAfter(5);
    assertSame(first, meter.read(0, 0).rates());
    meter.mark(50);
    assertRates(10, readAfter(5), 1e-9);
  }

  @Test
  void anIdleMeter_isTheSameInstance() {
    readAfter(5);
    SumValue idle = meter.read(clock.nanoTime(), clock.wallMillis());
    clock.advance(Duration.ofHours(1));
    assertSame(idle, meter.read(clock.nanoTime(), clock.wallMillis()));
  }

  /** The averages have ticked while there was nothing: they rise from zero. */
  @Test
  void whatBeginsAfterIdleTicks_approachesFromZero() {
    for (int tick = 0; tick < 3; tick++) {
      assertSame(Rates.ZERO, readAfter(5));
    }
    meter.mark(50);
    Rates rates = readAfter(5);
    assertEquals(tick(0, 10, 1), rates.m1(), 1e-12);
    assertEquals(tick(0, 10, 5), rates.m5(), 1e-12);
    assertEquals(tick(0, 10, 15), rates.m15(), 1e-12);
  }

  @Test
  void idleReadsBetweenTicks_doNotMoveTheTicks() {
    for (int read = 0; read < 9; read++) {
      assertSame(Rates.ZERO, readAfter(1.9));
    }
    meter.mark(50);
    assertSame(Rates.ZERO, readAfter(2.8));
    assertEquals(tick(0, 10, 1), readAfter(0.1).m1(), 1e-12);
  }

  @Test
  void aClockThatJumpsAhead_isASilence_andBack_isNone() {
    meter.mark(50);
    Rates first = readAfter(5);
    assertSame(first, meter.read(Long.MIN_VALUE / 2, 0).rates());
    Rates later = readAfter(86_400);
    assertEquals(0, later.m1(), 1e-12);
    assertEquals(10 * Math.exp(-96), later.m15(), 1e-12);
    assertSame(later, meter.read(0, 0).rates());
  }

  @Test
  void aTimer_hasTheRatesOfAMeter() {
    Timer timer = registry.timer("t");
    for (int i = 0; i < 50; i++) {
      timer.record(Duration.ofMillis(1));
    }
    clock.advance(Duration.ofSeconds(5));
    assertRates(10, timer.read(clock.nanoTime(), clock.wallMillis()).rates(), 1e-12);
  }
}
