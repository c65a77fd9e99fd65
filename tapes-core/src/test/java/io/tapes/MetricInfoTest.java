package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Distribution;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of a metric once for all its series. */
class MetricInfoTest {
  private final Registry registry = Registry.create();

  private MetricInfo info(String name) {
    return registry.snapshot().families().stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow()
        .info();
  }

  private double conflicts() {
    return registry
        .snapshot()
        .series(new SeriesId("tapes.metadata.conflicts", Tags.empty()))
        .map(series -> (double) series.value().asSum().value())
        .orElse(0.0);
  }

  @Test
  void aMetric_isDescribedOnceForAllItsSeries() {
    Timer buy =
        registry.metric("http.latency").description("Time to answer").tags("path", "/buy").timer();
    Timer sell = registry.metric("http.latency").tags("path", "/sell").timer();
    assertSame(buy, registry.timer("http.latency", Tags.of("path", "/buy")));
    buy.recordNanos(1);
    sell.recordNanos(2);
    List<Family> families = registry.snapshot().families();
    assertEquals(1, families.size());
    Family family = families.get(0);
    assertEquals("http.latency", family.name());
    assertEquals("Time to answer", family.info().description());
    assertEquals("seconds", family.info().unit());
    assertEquals(2, family.series().size());
    assertSame(family.series().get(0).info(), family.series().get(1).info());
  }

  @Test
  void everyKind_isMadeAndDescribed() {
    registry.metric("c").description("C").unit("bytes").counter().increment();
    registry.metric("g").description("G").aggregation(Aggregation.MAX).gauge().set(1);
    registry.metric("f").description("F").gauge(() -> 2);
    registry.metric("m").description("M").meter().mark();
    registry.metric("h").description("H").bounds(1, 10).unit("rows").histogram().record(3);
    registry.metric("t").description("T").bounds(0.1, 0.5).timer().recordNanos(1);
    assertEquals(
        "[C bytes [], F  [], G  [], H rows [1.0, 10.0], M  [], T seconds [0.1, 0.5]]",
        registry.snapshot().families().stream()
            .map(Family::info)
            .map(info -> info.description() + " " + info.unit() + " " + info.bounds())
            .toList()
            .toString());
    assertEquals(Aggregation.MAX, info("g").aggregation());
  }

  @Test
  void aDescriptionThatComesLater_isShown_alsoOfSeriesThatDoNotChange() {
    registry.counter("c").increment();
    Series before = registry.snapshot().series().get(0);
    assertEquals("", before.info().description());
    registry.metric("c").description("Jobs").counter();
    Series after = registry.snapshot().series().get(0);
    assertNotSame(before, after);
    assertEquals("Jobs", after.info().description());
    assertSame(after, registry.snapshot().series().get(0));
    assertEquals(0, conflicts());
  }

  @Test
  void aContradiction_isCountedAndNeverRefused() {
    registry.metric("c").description("one").counter().increment();
    Counter same = registry.metric("c").description("another").unit("bytes").counter();
    same.increment();
    assertEquals("one", info("c").description());
    assertEquals("bytes", info("c").unit());
    assertEquals(2, registry.snapshot().number("c.value"));
    assertEquals(1, conflicts());
    registry.metric("c").description("one").counter();
    assertEquals(1, conflicts());
  }

  @Test
  void views_describeUnderTheirFullName() {
    Registry view = registry.scope("shop").tagged(Tags.of("zone", "a"));
    view.metric("orders").description("Orders").tags("kind", "new").counter().increment();
    Series series = registry.snapshot().series().get(0);
    assertEquals("shop.orders{kind=new,zone=a}", series.id().toString());
    assertEquals("Orders", series.info().description());
  }

  @Test
  void whatIsNoDescription_isRefusedWithASentence() {
    assertRefused("'x' is not above", registry.metric("x").bounds(2, 2)::histogram);
    assertRefused("and finite", registry.metric("x").bounds(Double.NaN)::histogram);
    assertRefused("and finite", registry.metric("x").bounds(1, 1 / 0.0)::histogram);
    assertRefused("the unit of timer 'x' is seconds", registry.metric("x").unit("ms")::timer);
    assertRefused("1024 characters", registry.metric("x").description("d".repeat(2_000))::meter);
    assertRefused("add up", registry.metric("x").aggregation(Aggregation.MIN)::counter);
    assertTrue(registry.snapshot().series().isEmpty());
  }

  private static void assertRefused(String word, Runnable maker) {
    var thrown = assertThrows(IllegalArgumentException.class, maker::run);
    assertTrue(thrown.getMessage().contains(word), thrown.getMessage());
  }

  @Test
  void whatIsNotCut_isASummary_andKeepsItsDistribution() {
    registry.metric("t").uncut().timer().recordNanos(2_000);
    registry.metric("h").bounds(1).histogram().record(1);
    assertTrue(info("t").isSummary());
    assertFalse(info("h").isSummary());
    assertEquals(2e-6, registry.snapshot().number("t.max"));
  }

  @Test
  void identity_neverIncludesTheDescription() {
    MetricInfo plain = MetricInfo.of("m", MetricKind.HISTOGRAM);
    MetricInfo described = plain.described("bytes", "d", List.of(1.0));
    assertTrue(plain.isSameMetricAs(described));
    assertFalse(plain.contradicts(described));
    assertEquals(described, plain.or(described));
    assertSame(described, described.or(plain));
    Series a = Series.of(plain, Tags.empty(), new DistributionValue(Distribution.empty(), 1));
    Series b = Series.of(described, Tags.empty(), a.value());
    assertEquals(a, b);
    assertEquals(
        "d",
        Snapshot.of(0, List.of(a))
            .plus(Snapshot.of(0, List.of(b)))
            .families()
            .get(0)
            .info()
            .description());
  }

  @Test
  void families_ofOneNameAndTwoKinds_areTwo() {
    SeriesId tagged = new SeriesId("t", Tags.of("statistic", "percentile"));
    Series counter = Series.counter(tagged, 1);
    Series gauge = Series.gauge(new SeriesId("t", Tags.empty()), 2);
    Series last = Series.gauge(new SeriesId("t", Tags.of("z", "1")), 3);
    Snapshot snapshot = Snapshot.of(0, List.of(counter, gauge, last));
    assertEquals(
        "[t counter 1, t gauge 2]",
        snapshot.families().stream()
            .map(f -> f.name() + " " + f.info().kind() + " " + f.series().size())
            .collect(Collectors.toList())
            .toString());
    assertSame(snapshot.families(), snapshot.families());
    assertEquals(Collections.emptyList(), Snapshot.of(0, List.of()).families());
  }
}
