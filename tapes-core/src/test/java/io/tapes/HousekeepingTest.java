package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Point reads, what there is, and how it goes. */
class HousekeepingTest {
  private static final Tags TENANT = Tags.of("tenant", "a");

  private final ManualClock clock = new ManualClock();
  private final Registry registry =
      Registry.builder().clock(clock).commonTags(Tags.of("host", "h")).build();

  private List<String> names() {
    return registry.instruments().stream().map(one -> one.id().toString()).toList();
  }

  @Test
  void distributions_areReadWithoutASnapshot_andLeaveTheReadersAlone() {
    Timer timer = registry.timer("t");
    Histogram histogram = registry.histogram("h");
    assertEquals(0, timer.max());
    assertEquals(0, timer.distribution().total().count());
    for (int i = 1; i <= 4; i++) {
      timer.record(Duration.ofMillis(250L * i));
      histogram.record(i);
    }
    assertEquals(2.5, timer.total());
    assertEquals(1, timer.max());
    assertEquals(10, histogram.total());
    assertEquals(4, histogram.max());
    assertEquals(4, histogram.distribution().total().count());
    assertEquals(0.25, timer.distribution().summary().min());
    assertEquals(4, registry.snapshot().number("t.{host=h}.count"));
    clock.advance(Duration.ofHours(1));
    assertEquals(1, timer.max(), "of all time");
  }

  @Test
  void aGauge_isReadWithoutASnapshot() {
    Gauge set = registry.gauge("set");
    assertEquals(Double.NaN, set.value());
    set.set(2.5);
    assertEquals(2.5, set.value());
    set.set(Double.NaN);
    assertEquals(Double.NaN, set.value());
    Gauge asked = registry.gauge("asked", () -> 7);
    assertEquals(Double.NaN, asked.value(), "it was not asked yet");
    registry.snapshot();
    assertEquals(7, asked.value());
  }

  @Test
  void aGauge_isGoneAfterItsTimeToLive_untilItIsSetAgain() {
    Gauge gauge = registry.metric("g").timeToLive(Duration.ofMinutes(15)).gauge();
    gauge.set(1);
    clock.advance(Duration.ofMinutes(14));
    gauge.add(1);
    clock.advance(Duration.ofMinutes(14));
    assertEquals(2, gauge.value());
    assertEquals(2, registry.snapshot().number("g.{host=h}.value"));
    clock.advance(Duration.ofMinutes(1));
    assertEquals(Double.NaN, gauge.value());
    assertTrue(registry.snapshot().series(gauge.id()).isEmpty());
    gauge.add(3);
    assertEquals(3, registry.snapshot().number("g.{host=h}.value"));
    MetricBuilder none = registry.metric("g");
    assertThrows(IllegalArgumentException.class, () -> none.timeToLive(Duration.ZERO));
  }

  @Test
  void instruments_areAllThatThereAre_inOrder() {
    registry.timer("t", TENANT);
    registry.counter("c");
    registry.metric("a").description("first").doubleCounter();
    assertEquals(List.of("a{host=h}", "c{host=h}", "t{host=h,tenant=a}"), names());
    assertEquals("first", registry.instruments().get(0).info().description());
    assertEquals(
        List.of("t{host=h,tenant=a}"),
        registry.tagged(TENANT).instruments().stream().map(one -> one.id().toString()).toList());
  }

  @Test
  void removeByTags_removesWhatCarriesThem_clearAllOfIt() {
    registry.counter("c", TENANT).increment();
    registry.timer("t", TENANT.and("x", "y"));
    registry.counter("c", Tags.of("tenant", "b"));
    registry.counter("d");
    registry.timer("dropped").record(Duration.ofSeconds(-1));
    registry.snapshot();
    assertEquals(2, registry.remove(TENANT));
    assertEquals(
        List.of(
            "c{host=h,tenant=b}",
            "d{host=h}",
            "dropped{host=h}",
            "tapes.dropped{host=h}",
            "tapes.dropped.records{host=h,metric=dropped}"),
        names());
    assertThrows(IllegalArgumentException.class, () -> registry.remove(Tags.empty()));
    registry.scope("d").clear();
    assertEquals(4 + 1, names().size(), "nothing is below that prefix");
    registry.clear();
    assertEquals(
        List.of("tapes.dropped{host=h}", "tapes.dropped.records{host=h,metric=dropped}"), names());
    registry.counter("c", TENANT).increment();
    assertEquals(1, registry.counter("c", TENANT).value());
  }

  @Test
  void anInstrument_isFoundByItsId() {
    Counter counter = registry.counter("c", TENANT);
    assertSame(counter, registry.metric(counter.id()).counter());
    assertSame(counter, registry.metric(new SeriesId("c", TENANT)).counter());
  }

  @Test
  void declaredLabels_refuseAnotherSet_withASentence() {
    MetricBuilder metric = registry.metric("http").labelNames("method", "status");
    Exception none = assertThrows(IllegalArgumentException.class, metric::counter);
    assertEquals(
        "metric 'http' has the labels [method, status] and cannot have []; give each of them a"
            + " value",
        none.getMessage());
    metric.tags("method", "GET");
    assertThrows(IllegalArgumentException.class, metric::counter);
    metric.tags("status", "200").counter().increment();
    assertEquals(List.of("http{host=h,method=GET,status=200}"), names());
    metric.tags("path", "/");
    assertThrows(IllegalArgumentException.class, metric::timer);
  }

  @Test
  void aRegistry_hasTwentyNamesOfMethodsAtMost() {
    Set<String> methods = new TreeSet<>();
    Arrays.stream(Registry.class.getMethods())
        .filter(method -> method.getDeclaringClass() != SnapshotSource.class)
        .forEach(method -> methods.add(method.getName()));
    assertTrue(methods.size() <= 20, methods::toString);
  }
}
