package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricSourceTest {
  private final Registry registry = Registry.create();

  private static Series gauge(String name, double value) {
    return new Series(
        new SeriesId(name, Tags.empty()), new GaugeValue(value, Aggregation.LIVE_SUM));
  }

  private static List<String> names(Registry of) {
    return of.snapshot().series().stream().map(series -> series.id().toString()).toList();
  }

  @Test
  void register_addsSeriesInOrderUntilRemoved() {
    registry.counter("b").increment();
    registry.counter("d").increment();
    MetricSource source =
        out -> {
          out.accept(gauge("e", 5));
          out.accept(gauge("c", 3));
          out.accept(gauge("a", 1));
        };
    registry.register(source);
    registry.register(source); // once is enough
    assertEquals(List.of("a", "b", "c", "d", "e"), names(registry));
    assertEquals(3, registry.snapshot().number("c.value"));
    registry.remove(source);
    registry.remove(source);
    assertEquals(List.of("b", "d"), names(registry));
  }

  @Test
  void snapshot_sameSeriesTwice_keepsTheFirstAndTheRegistrysOwn() {
    registry.gauge("a").set(1);
    registry.register(
        out -> {
          out.accept(gauge("a", 2));
          out.accept(gauge("b", 3));
          out.accept(gauge("b", 4));
        });
    assertEquals(List.of("a", "b"), names(registry));
    assertEquals(1, registry.snapshot().number("a.value"));
    assertEquals(3, registry.snapshot().number("b.value"));
  }

  @Test
  void snapshot_sourceThatThrows_keepsTheRestAndCounts() {
    registry.register(
        out -> {
          out.accept(gauge("before", 1));
          throw new StackOverflowError("deep");
        });
    registry.register(out -> out.accept(gauge("other", 1)));
    assertEquals(List.of("before", "other"), names(registry));
    assertEquals(1, registry.snapshot().number("tapes.source.errors.value"));
  }

  @Test
  void views_prefixTagAndRemoveTheirOwn() {
    Registry tagged =
        Registry.builder()
            .commonTags(Tags.of("host", "a"))
            .build()
            .scope("x")
            .tagged(Tags.of("k", "v"));
    MetricSource source = out -> out.accept(gauge("g", 1));
    tagged.register(source);
    assertEquals(List.of("x.g{host=a,k=v}"), names(tagged));
    tagged.scope("y").remove(source); // another view
    assertEquals(1, tagged.snapshot().series().size());
    tagged.remove(source);
    assertEquals(0, tagged.snapshot().series().size());
  }

  @Test
  void register_null_isRefused() {
    assertThrows(NullPointerException.class, () -> registry.register(nothing()));
  }

  @SuppressWarnings("NullAway")
  private static MetricSource nothing() {
    return null;
  }
}
