package io.tapes.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Series;
import io.tapes.Tags;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesSinkTest {
  private final List<Series> told = new ArrayList<>();
  private final SeriesSink sink = new SeriesSink(told::add);

  private List<Number> values() {
    return told.stream().map(series -> series.fields().get("value")).toList();
  }

  @Test
  void known_whatIsNotBelowZero_isAFigure() {
    sink.known("g", Tags.empty(), -1);
    sink.known("g", Tags.empty(), 0);
    sink.known("g", Tags.empty(), 1);
    assertEquals(List.of(0.0, 1.0), values());
  }

  @Test
  void counter_whatIsNotBelowZero_isAFigure() {
    sink.counter("c", Tags.empty(), -1);
    sink.counter("c", Tags.empty(), 0);
    sink.counter("c", Tags.empty(), 1);
    assertEquals(List.of(0L, 1L), values());
  }

  @Test
  void figures_areCalledInWarningsByTheirName() {
    assertEquals("of the JVM", new FigureSource("of the JVM", out -> {}).toString());
  }
}
