package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a registry says in the log, and how it goes on. */
class RegistryWarningsTest {
  private final Registry registry = Registry.create();
  private final Warnings log = new Warnings();

  @AfterEach
  void close() {
    log.close();
  }

  private void assertLogged(String sentence) {
    assertTrue(log.has(sentence), log.text());
  }

  @Test
  void aSecondSource_isNamed_andOneSeriesIsLeft() {
    registry.gauge("g", () -> 1);
    Gauge second = registry.gauge("g", () -> 2);
    assertLogged(
        "gauge 'g' has a second source, and the first is read no longer; give one of them another"
            + " name or tags, or remove the gauge with its first owner");
    assertEquals("Registry[1 series]", registry.toString());
    assertEquals(2, registry.snapshot().number("g.value"));
    assertTrue(registry.remove(second));
    assertTrue(registry.snapshot().at("g").isEmpty());
  }

  @Test
  void aSourceThatIsReplaced_isAskedNoLonger() {
    int[] asked = {0};
    registry.gauge("g", () -> ++asked[0]);
    registry.snapshot();
    registry.gauge("g", () -> 2);
    registry.snapshot();
    assertEquals(1, asked[0]);
  }

  @Test
  void noSource_isRefusedWithTheGaugesName() {
    registry.gauge("g", Tags.of("a", "b"), () -> 1);
    DoubleSupplier none = null;
    NullPointerException e =
        assertThrows(
            NullPointerException.class, () -> registry.gauge("g", Tags.of("a", "b"), none));
    assertEquals("the source of gauge 'g{a=b}' is null; pass a function", e.getMessage());
  }

  @Test
  void droppedRecords_areNamedWithTheirMetrics_andListenersHearOfTheirSeries() {
    List<String> heard = new ArrayList<>();
    registry.addListener(
        new SeriesListener() {
          @Override
          public void added(SeriesId id, MetricKind type) {
            heard.add(id.toString());
          }

          @Override
          public void removed(SeriesId id, MetricKind type) {
            heard.add("removed " + id);
          }
        });
    registry.meter("h").mark(-1);
    registry.snapshot();
    assertLogged(
        "records were dropped, 1 so far, most of 'h' (1); record nothing that is negative");
    assertTrue(heard.contains("tapes.dropped.records{metric=h}"), heard.toString());
  }
}
