package io.tapes.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.tapes.Aggregation;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TapesMetricReaderTest {
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("path");

  private final Registry registry = Registry.create();

  @SuppressWarnings("deprecation") // the way that the releases before this one have as well
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder()
          .registerMetricReader(TapesMetricReader.to(registry))
          .registerView(
              InstrumentSelector.builder().setName("exponential*").build(),
              View.builder()
                  .setAggregation(
                      io.opentelemetry.sdk.metrics.Aggregation.base2ExponentialBucketHistogram(
                          160, 5))
                  .build())
          .build();

  private final Meter meter = provider.get("test");

  @AfterEach
  void close() {
    provider.close();
  }

  private Series series(String name, String... tags) {
    Tags all = Tags.of(tags).and("otel.scope.name", "test");
    return registry.snapshot().series(new SeriesId(name, all)).orElseThrow();
  }

  private Distribution total(String name) {
    return series(name).value().asDistribution().total();
  }

  @Test
  void counters_addUp_readingByReading() {
    LongCounter counter =
        meter.counterBuilder("requests").setDescription("All").setUnit("{request}").build();
    for (int i = 1; i <= 5; i++) {
      counter.add(2, Attributes.of(PATH, "/a"));
      assertEquals(2L * i, series("requests", "path", "/a").value().asSum().value());
    }
    assertEquals(10, series("requests", "path", "/a").value().asSum().value(), "nothing new");
    Series series = series("requests", "path", "/a");
    assertEquals(MetricKind.COUNTER, series.kind());
    assertEquals("All", series.info().description());
    assertEquals("request", series.info().unit());
    assertTrue(series.startMillis() > 0);
  }

  @Test
  void upDownCounters_areNoRestarts() {
    LongUpDownCounter counter = meter.upDownCounterBuilder("active").build();
    counter.add(5);
    Snapshot before = registry.snapshot();
    counter.add(-3);
    Series now = series("active");
    assertEquals(MetricKind.UP_DOWN_COUNTER, now.kind());
    assertEquals(2, now.value().asSum().value());
    Series then = before.series(now.id()).orElseThrow();
    assertEquals(-3, now.value().minus(then.value()).asSum().value());
  }

  @Test
  void amountsWithFractions_keepThem() {
    meter.counterBuilder("cpu").ofDoubles().setUnit("s").build().add(0.25);
    meter.upDownCounterBuilder("flow").ofDoubles().build().add(-0.5);
    assertEquals(0.25, series("cpu").value().asSum().toDouble());
    assertEquals("seconds", series("cpu").info().unit());
    assertEquals(-0.5, series("flow").value().asLevel().value());
    assertEquals(Aggregation.SUM, series("flow").info().aggregation());
  }

  @Test
  void whatIsObserved_isFollowed() {
    AtomicLong count = new AtomicLong(5);
    meter.counterBuilder("seen").buildWithCallback(m -> m.record(count.get()));
    meter.upDownCounterBuilder("used").buildWithCallback(m -> m.record(7));
    meter.gaugeBuilder("load").buildWithCallback(m -> m.record(0.5));
    assertEquals(5, series("seen").value().asSum().value());
    count.set(8);
    assertEquals(8, series("seen").value().asSum().value());
    count.set(2); // it began again
    assertEquals(10, series("seen").value().asSum().value());
    assertEquals(7, series("used").value().asLevel().value());
    assertEquals(Aggregation.LIVE_SUM, series("used").info().aggregation());
    assertEquals(0.5, series("load").value().asLevel().value());
  }

  @Test
  void anExplicitHistogram_isCutAtItsBoundaries() {
    DoubleHistogram histogram =
        meter
            .histogramBuilder("h")
            .setExplicitBucketBoundariesAdvice(List.of(0.1, 1.0, 10.0))
            .build();
    for (double value : new double[] {0.05, 0.1, 0.5, 1, 5, 100}) {
      histogram.record(value);
    }
    registry.snapshot();
    histogram.record(0.5);
    Distribution total = total("h");
    assertEquals(List.of(0.1, 1.0, 10.0), series("h").info().bounds());
    assertEquals(7, total.count());
    assertEquals(107.15, total.doubleSum(), 1e-9);
    assertEquals(0.05, total.doubleMin());
    assertEquals(100, total.doubleMax());
    int[] cuts =
        Arrays.stream(new double[] {0.1, 1, 10}).mapToInt(TapesMetricReaderTest::indexOf).toArray();
    assertEquals("[2, 5, 6]", Arrays.toString(total.cumulative(cuts)));
  }

  private static int indexOf(double value) {
    return BucketTable.DOUBLES.index(BucketTable.DOUBLES.key(value));
  }

  /** Every one of our buckets lies inside of the one of theirs that its values were in. */
  @Test
  void anExponentialHistogram_isTakenBucketByBucket() {
    DoubleHistogram histogram = meter.histogramBuilder("exponential").build();
    Random random = new Random(3);
    int scale = 5;
    java.util.TreeMap<Integer, Long> expected = new java.util.TreeMap<>();
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      double value = 1 + 15 * random.nextDouble();
      sum += value;
      histogram.record(value);
      expected.merge(exponentialIndex(value, scale), 1L, Long::sum);
      if (i % 1_000 == 0) {
        registry.snapshot();
      }
    }
    Distribution total = total("exponential");
    java.util.TreeMap<Integer, Long> actual = new java.util.TreeMap<>();
    for (int i = 0; i < total.bucketCount(); i++) {
      int index = exponentialIndex(total.highest(i), scale);
      assertEquals(index, exponentialIndex(total.lowest(i), scale));
      actual.merge(index, total.bucketValues(i), Long::sum);
    }
    assertEquals(expected, actual);
    assertEquals(sum, total.doubleSum(), 1e-6);
  }

  private static int exponentialIndex(double value, int scale) {
    return (int) Math.ceil(Math.scalb(Math.log(value) / Math.log(2), scale)) - 1;
  }

  @Test
  void zeroAndScale_areTheHistogramsOwn() {
    DoubleHistogram histogram = meter.histogramBuilder("exponential.wide").build();
    for (int i = 0; i < 100; i++) {
      histogram.record(0);
      histogram.record(Math.pow(10, i % 20 - 10));
      registry.snapshot();
    }
    Distribution total = total("exponential.wide");
    assertEquals(200, total.count());
    assertEquals(100, total.valuesIn(indexOf(0)));
    assertEquals(0, total.doubleMin());
    assertEquals(1e9, total.doubleMax());
  }

  @Test
  void aNameUnderTwoTypes_isTheFirsts() {
    meter.counterBuilder("twice").build().add(3);
    registry.snapshot();
    meter.histogramBuilder("twice").build().record(1);
    assertEquals(3, series("twice").value().asSum().value());
    Tags bridge = Tags.of("bridge", "opentelemetry");
    assertEquals(1, registry.counter("tapes.bridge.refused", bridge).value());
  }

  @Test
  void anyNamesAndAttributes_areTaken() {
    meter.counterBuilder("a..b").build().add(1, Attributes.of(PATH, ""));
    meter
        .counterBuilder("a..b")
        .build()
        .add(1, Attributes.of(AttributeKey.longArrayKey("n"), List.of(1L, 2L)));
    assertEquals(1, series("a.%-.b", "path", "").value().asSum().value());
    assertEquals(1, series("a.%-.b", "n", "[1, 2]").value().asSum().value());
    meter.counterBuilder("nan").ofDoubles().build().add(Double.NaN);
    meter.histogramBuilder("nan.h").build().record(Double.NaN);
    registry.snapshot();
  }

  @Test
  void twoScopes_stayApart() {
    meter.counterBuilder("c").build().add(1);
    provider.get("other").counterBuilder("c").build().add(2);
    assertEquals(1, series("c").value().asSum().value());
    Tags other = Tags.of("otel.scope.name", "other");
    assertEquals(
        2, registry.snapshot().find(new SeriesId("c", other)).orElseThrow().asSum().value());
  }

  @Test
  void afterShutdown_whatWasCountedStays() {
    LongCounter counter = meter.counterBuilder("c").build();
    counter.add(2);
    registry.snapshot();
    counter.add(3);
    provider.shutdown();
    assertEquals(5, series("c").value().asSum().value());
    provider.forceFlush();
    assertEquals(5, series("c").value().asSum().value());
  }
}
