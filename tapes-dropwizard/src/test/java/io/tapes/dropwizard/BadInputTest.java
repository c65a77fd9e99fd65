package io.tapes.dropwizard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.RatioGauge;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.support.ForeignNames;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Dropwizard accepts is accepted, and stands in Tapes if it can. */
class BadInputTest {
  private final Registry registry = Registry.create();
  private final MetricRegistry metrics = new TapesMetricRegistry(registry);

  @Test
  void anyName_isTaken_andStaysApartFromOthers() {
    List<String> names =
        List.of(
            "",
            "a..b",
            ".",
            "line\nend",
            "{x=1}",
            "with blanks",
            "half \uD83D",
            "%-",
            "x".repeat(65_536));
    names.forEach(name -> metrics.counter(name).inc());

    Snapshot snapshot = registry.snapshot();
    assertEquals(names.size(), snapshot.series().size());
    for (Series series : snapshot.series()) {
      assertEquals(1, series.value().asSum().value());
    }
    for (String name : names.subList(0, names.size() - 1)) {
      assertTrue(
          snapshot.series().stream().anyMatch(s -> ForeignNames.original(s.name()).equals(name)));
    }
    names.forEach(metrics::remove);
    assertEquals(List.of(), registry.snapshot().series());
  }

  @Test
  void namesThatAreFieldsOfOthers_standBesideThem() {
    metrics.counter("jobs.value").inc(3);
    metrics.counter("jobs").inc(4);
    metrics.timer("t").update(1, TimeUnit.SECONDS);
    metrics.counter("t.count").inc(5);
    Snapshot snapshot = registry.snapshot();
    assertEquals(3, snapshot.number("jobs.value.value"));
    assertEquals(
        1,
        snapshot
            .find(new SeriesId("t", Tags.empty()))
            .orElseThrow()
            .asDistribution()
            .total()
            .count());
    assertEquals(5, snapshot.number("t.count.value"));
  }

  @Test
  void aNameThatTapesHasOtherwise_isDropwizardsAlone() {
    registry.gauge("both").set(7);
    Counter counter = metrics.counter("both");
    counter.inc(2);
    metrics.meter("both.meter").mark();

    assertEquals(2, counter.getCount());
    assertEquals(7, registry.snapshot().number("both.value"));
    Tags tags = Tags.of("bridge", "dropwizard");
    assertEquals(1, registry.counter("tapes.bridge.refused", tags).value());
    metrics.remove("both");
    assertEquals(7, registry.snapshot().number("both.value"));
  }

  @Test
  void aHundredThousandMeters_areKept_andBeyondTheLimitTheyShareOne() {
    Registry small = Registry.builder().maxSeries(99_000).build();
    MetricRegistry many = new TapesMetricRegistry(small);
    for (int i = 0; i < 100_000; i++) {
      many.meter("m" + i).mark();
    }
    long marks =
        small.snapshot().series().stream()
            .filter(series -> series.name().startsWith("m") || series.name().contains("overflow.m"))
            .mapToLong(series -> series.value().asSum().value())
            .sum();
    assertEquals(100_000, marks);
    many.remove("m99999");
    assertEquals(99_000 + 2, small.snapshot().series().size(), "the shared one and its count stay");
  }

  @Test
  void aGaugeThatFails_harmsNoOther() {
    metrics.register(
        "bad",
        (Gauge<Integer>)
            () -> {
              throw new IllegalStateException("no");
            });
    metrics.register(
        "ratio",
        new RatioGauge() {
          @Override
          protected Ratio getRatio() {
            return Ratio.of(0, 0);
          }
        });
    metrics.register("good", (Gauge<Long>) () -> 5L);
    Snapshot snapshot = registry.snapshot();
    assertEquals(5, snapshot.number("good.value"));
    assertEquals(1, snapshot.number("tapes.gauge.errors.value"));
    assertTrue(snapshot.at("bad").isEmpty());
    assertTrue(snapshot.at("ratio").isEmpty());
  }

  @Test
  void scopesAndTags_areThoseOfTheRegistryThatIsPassed() {
    MetricRegistry scoped =
        new TapesMetricRegistry(registry.scope("app").tagged(Tags.of("k", "v")));
    scoped.counter("c").inc();
    scoped.register("foreign", new Counter()).inc(2);
    assertEquals(1, registry.snapshot().number("app.c.{k=v}.value"));
    assertEquals(2, registry.snapshot().number("app.foreign.{k=v}.value"));
    scoped.remove("c");
    assertTrue(registry.snapshot().at("app.c").isEmpty());
  }
}
