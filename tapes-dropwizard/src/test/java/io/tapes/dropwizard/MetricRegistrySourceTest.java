package io.tapes.dropwizard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.SlidingWindowReservoir;
import com.codahale.metrics.Timer;
import com.codahale.metrics.UniformReservoir;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distribution.Distribution;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricRegistrySourceTest {
  private final Registry registry = Registry.create();
  private final MetricRegistry metrics = new MetricRegistry();

  @BeforeEach
  void register() {
    registry.register(MetricRegistrySource.of(metrics));
  }

  private Distribution total(String name) {
    return registry
        .snapshot()
        .find(new SeriesId(name, Tags.empty()))
        .orElseThrow()
        .asDistribution()
        .total();
  }

  @Test
  void countsAndRates_areDropwizards() {
    metrics.counter("c").inc(5);
    metrics.meter("m").mark(7);
    metrics.timer("t").update(3, TimeUnit.SECONDS);
    metrics.register("g", (Gauge<Double>) () -> 2.5);
    metrics.register("text", (Gauge<String>) () -> "text");

    Snapshot snapshot = registry.snapshot();
    assertEquals(5, snapshot.number("c.value"));
    assertEquals(7, snapshot.number("m.count"));
    assertEquals(1, snapshot.number("t.count"));
    assertEquals(3, snapshot.number("t.q50"), 0.03);
    assertEquals(3, snapshot.number("t.max"));
    assertEquals(2.5, snapshot.number("g.value"));
    assertTrue(snapshot.at("text").isEmpty());
  }

  @Test
  void aCounterThatFalls_isTakenForNoRestart() {
    Counter counter = metrics.counter("c");
    counter.inc(5);
    Snapshot before = registry.snapshot();
    counter.dec(3);
    Snapshot after = registry.snapshot();
    assertEquals(2, after.number("c.value"));
    assertEquals(-3, after.minus(before).number("c.value"));
    assertEquals(MetricKind.UP_DOWN_COUNTER, after.series().get(0).kind());
  }

  @Test
  void aMetricThatIsMadeAgain_goesOnWhereTheOneBeforeEnded() {
    metrics.meter("m").mark(5);
    registry.snapshot();
    metrics.remove("m");
    metrics.meter("m").mark(2);
    assertEquals(7, registry.snapshot().number("m.count"));
    metrics.remove("m");
    assertTrue(registry.snapshot().at("m").isEmpty());
  }

  @Test
  void whatCameSinceTheLastReading_isDistributedAsTheSampleIs() {
    Random random = new Random(42);
    Timer timer = metrics.timer("t", () -> new Timer(new UniformReservoir(1_000)));
    Distribution before = Distribution.empty();
    for (int reading = 0; reading < 20; reading++) {
      for (int i = 0; i < 5_000; i++) {
        timer.update(1_000_000 + random.nextInt(1_000_000), TimeUnit.NANOSECONDS);
      }
      Distribution now = total("t");
      assertEquals(5_000, now.minus(before).count(), "it only grows");
      before = now;
    }
    assertEquals(100_000, before.count());
    assertEquals(1_500_000, before.quantile(0.5), 75_000);
    assertEquals(1_990_000, before.quantile(0.99), 40_000);
    assertEquals(1.5e6 * 100_000, before.doubleSum(), 0.05 * 1.5e11);
  }

  @Test
  void recentFigures_areThoseOfTheSample() {
    Histogram histogram =
        metrics.histogram("h", () -> new Histogram(new SlidingWindowReservoir(100)));
    for (int i = 1; i <= 1_000; i++) {
      histogram.update(i);
    }
    com.codahale.metrics.Snapshot theirs = histogram.getSnapshot();
    Snapshot ours = registry.snapshot();
    assertEquals(1_000, ours.number("h.count"));
    assertEquals((double) theirs.getMin(), ours.number("h.min"));
    assertEquals((double) theirs.getMax(), ours.number("h.max"));
    assertEquals(theirs.getMedian(), ours.number("h.q50"), 0.01 * theirs.getMedian());
    assertEquals(
        theirs.get99thPercentile(), ours.number("h.q99"), 0.01 * theirs.get99thPercentile());
  }

  @Test
  void fewerValuesThanTheSampleHas_countOnce() {
    Histogram histogram = metrics.histogram("h");
    for (int i = 0; i < 500; i++) {
      histogram.update(i);
    }
    registry.snapshot();
    histogram.update(3);
    assertEquals(501, total("h").count());
    assertEquals(501, total("h").count());
  }

  @Test
  void aGaugeThatFails_harmsNoOther() {
    metrics.register(
        "bad",
        (Gauge<Integer>)
            () -> {
              throw new IllegalStateException("no");
            });
    metrics.counter("good").inc();
    Snapshot snapshot = registry.snapshot();
    assertEquals(1, snapshot.number("good.value"));
    assertEquals(1, snapshot.number("tapes.source.errors.value"));
  }

  @Test
  void metricsOfTapes_areReadAsTheyAre() {
    Registry other = Registry.create();
    MetricRegistry bridged = new TapesMetricRegistry(other);
    bridged.timer("t").update(5, TimeUnit.MILLISECONDS);
    registry.register(MetricRegistrySource.of(bridged));
    assertEquals(other.snapshot().at("t"), registry.snapshot().at("t"));
  }
}
