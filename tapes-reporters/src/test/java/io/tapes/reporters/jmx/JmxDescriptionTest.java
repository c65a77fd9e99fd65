package io.tapes.reporters.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Registry;
import io.tapes.Series;
import org.junit.jupiter.api.Test;

/** What is said of a metric, as a bean tells it. */
class JmxDescriptionTest {
  @Test
  void aDescription_isThatOfTheBean_andTheSeriesWhereThereIsNone() {
    Registry registry = Registry.create();
    registry.metric("a").description("Jobs done").counter().increment();
    registry.counter("b").increment();
    assertEquals("Jobs done", describe(registry.snapshot().series().get(0)));
    assertEquals("b", describe(registry.snapshot().series().get(1)));
  }

  private static String describe(Series series) {
    return new SeriesBean(series).getMBeanInfo().getDescription();
  }
}
