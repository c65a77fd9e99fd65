package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Threads;
import io.tapes.testing.Warnings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the log says of sources that fail or hang. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SourceWarningsTest {
  private static final String REMEDY =
      " left out: no answer within the PT0.05S of a reading; a source that hangs is called again"
          + " when it has returned. Set a gauge from a thread of your own where its value takes"
          + " long, or raise the registry's sourceTimeout";

  private final Registry registry = Registry.builder().sourceTimeout(Duration.ofMillis(50)).build();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Warnings log = new Warnings();

  @AfterEach
  void close() {
    end.countDown();
    log.close();
  }

  private void assertLogged(String sentence) {
    assertTrue(log.has(sentence), log.text());
  }

  private double hang() {
    Threads.await(end);
    return 1;
  }

  @Test
  void aGaugeThatFails_isNamedWithItsCause() {
    registry.gauge(
        "g",
        Tags.of("a", "b"),
        () -> {
          throw new IllegalStateException("away");
        });
    registry.snapshot();
    assertLogged(
        "gauge 'g{a=b}' is left out: its source failed with"
            + " java.lang.IllegalStateException: away");
  }

  private static MetricSource named(String name, Consumer<Consumer<Series>> collect) {
    return new MetricSource() {
      @Override
      public void collect(Consumer<Series> out) {
        collect.accept(out);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  @Test
  void aMetricSourceThatFails_isNamedWithItsCause() {
    registry.register(
        named(
            "pool",
            out -> {
              throw new IllegalStateException("away");
            }));
    registry.snapshot();
    assertLogged(
        "series are missing: metric source pool failed with"
            + " java.lang.IllegalStateException: away");
  }

  @Test
  void aSeriesWithANameWithoutEnd_isNamed_andHarmsNoOther() {
    SeriesId endless = new SeriesId("n".repeat(SeriesId.MAX_LENGTH + 1), Tags.empty());
    registry.register(
        named(
            "pool",
            out -> {
              out.accept(Series.gauge(endless, 1));
              out.accept(Series.gauge(new SeriesId("good", Tags.empty()), 1));
            }));
    Snapshot seen = registry.snapshot();
    assertEquals(1, seen.number("good.value"));
    assertEquals(1, seen.number("tapes.source.errors.value"));
    assertLogged("a series of a source is left out: ");
  }

  @Test
  void oneThatHangs_isNamed_withWhatToDo() {
    registry.gauge("good", () -> 1);
    registry.gauge("hanging", this::hang);
    registry.snapshot();
    assertLogged("gauge 'hanging' is" + REMEDY);
  }

  @Test
  void fiveThatHang_areAllNamed() {
    for (int i = 1; i <= 5; i++) {
      registry.register(named("s" + i, out -> hang()));
    }
    registry.snapshot();
    assertLogged("metric source s1, metric source s2, metric source s3, metric source s4");
    assertLogged("metric source s5 are" + REMEDY);
  }

  @Test
  void ofMoreThanFiveThatHang_theRestIsCounted() {
    for (int i = 1; i <= 7; i++) {
      registry.register(named("s" + i, out -> hang()));
    }
    registry.snapshot();
    assertLogged("metric source s5, 2 more are" + REMEDY);
  }

  @Test
  void sourcesThatAnswer_areNotWorthAWord() {
    registry.gauge("good", () -> 1);
    registry.register(named("pool", out -> {}));
    registry.snapshot();
    assertFalse(log.has("left out"), log.text());
  }
}
