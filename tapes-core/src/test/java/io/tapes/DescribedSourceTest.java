package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Sources that say what they give are refused where it is there already. */
class DescribedSourceTest {
  private final Registry registry = Registry.create();

  private record Pool(String name, MetricKind kind) implements MetricSource {
    @Override
    public void collect(Consumer<Series> out) {
      MetricInfo info = MetricInfo.of(name, kind);
      out.accept(
          Series.of(
              info, Tags.empty(), kind == MetricKind.GAUGE ? new LevelValue(1) : new SumValue(1)));
    }

    @Override
    public List<MetricInfo> describe() {
      return List.of(MetricInfo.of(name, kind));
    }
  }

  private static final class Undescribed implements MetricSource {
    @Override
    public void collect(Consumer<Series> out) {
      out.accept(Series.counter(new SeriesId("pool.size", Tags.empty()), 7));
    }
  }

  private static final MetricSource GAUGE = new Pool("pool.size", MetricKind.GAUGE);

  private String refusal(Registry where, MetricSource source) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> where.register(source)).getMessage());
  }

  /** Equal to none. */
  private static MetricSource another(MetricKind kind) {
    MetricSource pool = new Pool("pool.size", kind);
    return new MetricSource() {
      @Override
      public void collect(Consumer<Series> out) {
        pool.collect(out);
      }

      @Override
      public List<MetricInfo> describe() {
        return pool.describe();
      }

      @Override
      public String toString() {
        return "another pool";
      }
    };
  }

  @Test
  void aSecondSourceOfAName_isRefused_andNothingOfItIsShown() {
    registry.register(GAUGE);
    String sentence = refusal(registry, another(MetricKind.GAUGE));
    assertTrue(sentence.contains("another pool") && sentence.contains("'pool.size'"), sentence);
    assertEquals(1, registry.snapshot().series().size());
    registry.register(GAUGE); // the same one is registered already
    registry.remove(GAUGE);
    registry.register(another(MetricKind.COUNTER));
    assertEquals(1, registry.snapshot().number("pool.size.value"));
  }

  @Test
  void otherTagsOrAPrefix_makeItAnother_butNotAnotherKind() {
    registry.register(GAUGE);
    registry.scope("b").register(another(MetricKind.GAUGE));
    registry.tagged(Tags.of("pool", "c")).register(another(MetricKind.GAUGE));
    refusal(registry.tagged(Tags.of("pool", "c")), another(MetricKind.GAUGE));
    refusal(registry.scope("b"), another(MetricKind.GAUGE));
    refusal(registry.tagged(Tags.of("pool", "d")), another(MetricKind.COUNTER));
    assertEquals(3, registry.snapshot().series().size());
  }

  @Test
  void whatTheRegistryCountsItself_isRefused() {
    registry.counter("pool.size").increment(5);
    String sentence = refusal(registry, GAUGE);
    assertTrue(sentence.contains("a metric of the registry already"), sentence);
    registry.tagged(Tags.of("a", "b")).register(GAUGE);
    assertEquals(5, registry.snapshot().number("pool.size.value"));
  }

  @Test
  void aSourceThatSaysNothing_isTaken_andTheFirstCounts() {
    registry.register(GAUGE);
    registry.register(new Undescribed());
    assertEquals(1, registry.snapshot().number("pool.size.value"));
  }
}
