package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricFilterTest {
  private static Registry registry(MetricFilter... filters) {
    RegistryBuilder builder = Registry.builder().clock(new ManualClock());
    for (MetricFilter filter : filters) {
      builder.filter(filter);
    }
    return builder.build();
  }

  private static List<String> ids(Registry registry) {
    return registry.snapshot().series().stream().map(series -> series.id().toString()).toList();
  }

  @Test
  void deny_leavesOutEveryKind_andWhatIsRecordedIsDiscarded() {
    AtomicInteger calls = new AtomicInteger();
    Registry registry = registry(MetricFilter.deny("debug.*", "noise"));
    registry.counter("debug.c").increment();
    registry.counter("noise", Tags.of("k", "v")).increment();
    registry.meter("debug.m").mark();
    registry.histogram("debug.h").record(1);
    registry.timer("debug.t").record(Duration.ofMillis(1));
    registry.gauge("debug.g").set(1);
    registry.gauge("debug.source", calls::incrementAndGet);
    registry.metric("debug.described").description("never shown").upDownCounter().add(1);
    registry.counter("debugging").increment();
    assertEquals(List.of("debugging"), ids(registry));
    assertEquals(0, calls.get());
    assertFalse(registry.remove("debug.c"));
    assertFalse(registry.remove(registry.counter("debug.c")));
    assertNotSame(registry.counter("debug.c"), registry.counter("debugging"));
  }

  @Test
  void deny_takesNoRoom() {
    Registry registry = Registry.builder().maxSeries(1).filter(MetricFilter.deny("user.*")).build();
    for (int i = 0; i < 100; i++) {
      registry.counter("user." + i).increment();
    }
    registry.counter("one").increment();
    assertEquals(List.of("one"), ids(registry));
  }

  @Test
  void rename_putsWhatTheAsterisksStandForInTheirPlace() {
    Registry registry =
        registry(
            MetricFilter.rename("http.*.time", "web.*"), MetricFilter.rename("a.*.*", "b.*-*.c"));
    Timer timer = registry.timer("http.server.time");
    assertSame(timer, registry.timer("http.server.time"));
    assertSame(timer, registry.timer("web.server"));
    registry.counter("a.x.y.z").increment();
    registry.metric("http.client.time").description("Time to answer").timer();
    assertEquals(List.of("b.x-y.z.c", "web.client", "web.server"), ids(registry));
    assertEquals("Time to answer", registry.snapshot().families().get(1).info().description());
    assertTrue(registry.remove("http.server.time"));
    assertEquals(List.of("b.x-y.z.c", "web.client"), ids(registry));
  }

  @Test
  void rename_toWhatIsNoName_isRefusedWithASentence() {
    Registry registry = registry(MetricFilter.rename("a*", "*"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> registry.counter("a"));
    assertTrue(String.valueOf(e.getMessage()).contains("metric name ''"), e.getMessage());
  }

  @Test
  void tags_areAddedAndDropped_andSeriesThatBecomeEqualAreOne() {
    Registry registry =
        registry(
            MetricFilter.addTags("http*", Tags.of("tier", "front", "host", "unknown")),
            MetricFilter.dropTags("http.*", "user", "session"));
    for (int user = 0; user < 50; user++) {
      registry.counter("http.requests", Tags.of("user", "u" + user, "host", "a")).increment();
    }
    registry.counter("db.requests", Tags.of("user", "u")).increment();
    assertEquals(List.of("db.requests{user=u}", "http.requests{host=a,tier=front}"), ids(registry));
    assertEquals(50, registry.snapshot().number("http.requests.{host=a,tier=front}.value"));
  }

  @Test
  void filters_areAppliedOneAfterTheOther_beforeCommonTags() {
    Registry registry =
        Registry.builder()
            .commonTags(Tags.of("host", "a"))
            .filter(MetricFilter.rename("old.*", "new.*"))
            .filter(MetricFilter.deny("new.secret"))
            .filter(MetricFilter.dropTags("*", "host"))
            .build();
    registry.scope("old").counter("secret").increment();
    registry.scope("old").tagged(Tags.of("host", "b")).counter("open").increment();
    registry.counter("new.secret").increment();
    assertEquals(List.of("new.open{host=a}"), ids(registry));
  }

  @Test
  void seriesOfSources_areFilteredAsWell_andTheRegistrysOwnAreNot() {
    Registry registry =
        registry(MetricFilter.deny("*.debug", "tapes*"), MetricFilter.rename("jvm.*", "java.*"));
    registry.register(
        sink -> {
          sink.accept(Series.counter(new SeriesId("jvm.debug", Tags.empty()), 1));
          sink.accept(Series.counter(new SeriesId("jvm.loaded", Tags.empty()), 2));
        });
    registry.timer("t").record(Duration.ofMillis(-1));
    List<String> names = new ArrayList<>(ids(registry));
    assertTrue(names.remove("java.loaded"));
    assertTrue(names.remove("t"));
    assertTrue(names.contains("tapes.dropped"), names.toString());
    assertTrue(names.stream().allMatch(name -> name.startsWith("tapes.dropped")));
  }

  @Test
  void patternsAndNamesThatCannotBe_areRefused() {
    for (String sentence :
        List.of(
            assertThrows(IllegalArgumentException.class, () -> MetricFilter.deny("a", ""))
                .getMessage(),
            assertThrows(IllegalArgumentException.class, () -> MetricFilter.rename("a*", "*b*"))
                .getMessage())) {
      assertTrue(sentence.contains("pattern"), sentence);
    }
  }
}
