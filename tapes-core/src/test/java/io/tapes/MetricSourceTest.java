package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MetricSourceTest {
  private final Registry registry = Registry.create();

  private static Series gauge(String name, double value) {
    return Series.gauge(new SeriesId(name, Tags.empty()), value);
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
    Snapshot seen = registry.snapshot();
    assertEquals(1, seen.number("before.value"));
    assertEquals(1, seen.number("other.value"));
    assertEquals(1, seen.number("tapes.source.errors.value"));
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

  /** Counts its calls in the series that it gives. */
  private static final class Counting implements MetricSource {
    private final Duration interval;
    private int calls;

    Counting(Duration interval) {
      this.interval = interval;
    }

    @Override
    public void collect(Consumer<Series> out) {
      out.accept(gauge("calls", ++calls));
      if (calls == 3) {
        throw new IllegalStateException("the third time");
      }
    }

    @Override
    public Duration interval() {
      return interval;
    }
  }

  @Test
  void interval_isHowLongTheLastSeriesAreShown() {
    ManualClock clock = new ManualClock();
    Registry timed = Registry.builder().clock(clock).build();
    timed.tagged(Tags.of("k", "v")).register(new Counting(Duration.ofSeconds(5)));
    Snapshot first = timed.snapshot();
    assertEquals(1, first.number("calls.{k=v}.value"));
    clock.advance(Duration.ofMillis(4_999));
    Snapshot between = timed.snapshot();
    assertSame(first.series().get(0), between.series().get(0));
    clock.advance(Duration.ofMillis(1));
    assertEquals(2, timed.snapshot().number("calls.{k=v}.value"));
    assertEquals(2, timed.snapshot().number("calls.{k=v}.value"));
  }

  @Test
  void interval_alsoHoldsForASourceThatThrew() {
    ManualClock clock = new ManualClock();
    Registry timed = Registry.builder().clock(clock).build();
    timed.register(new Counting(Duration.ofSeconds(5)));
    for (int read = 1; read <= 4; read++) {
      Snapshot seen = timed.snapshot();
      assertEquals(read, seen.number("calls.value"));
      assertSame(seen.series().get(0), timed.snapshot().series().get(0));
      clock.advance(Duration.ofSeconds(5));
    }
    assertEquals(1, timed.snapshot().number("tapes.source.errors.value"));
  }

  @Test
  void interval_zeroByDefault_isEverySnapshot() {
    registry.register(new Counting(Duration.ZERO));
    registry.snapshot();
    assertEquals(2, registry.snapshot().number("calls.value"));
    MetricSource none = out -> {};
    assertEquals(Duration.ZERO, none.interval());
  }

  @Test
  void interval_negative_isRefused() {
    Counting source = new Counting(Duration.ofSeconds(-1));
    var thrown = assertThrows(IllegalArgumentException.class, () -> registry.register(source));
    assertTrue(thrown.getMessage().contains("PT-1S"), thrown.getMessage());
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
