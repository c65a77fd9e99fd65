package io.tapes.jvm;

import io.tapes.MetricSource;
import io.tapes.Series;
import java.time.Duration;
import java.util.function.Consumer;

/** Figures of the JVM or the system: to ask for them costs more than most of them change. */
record FigureSource(String name, Consumer<SeriesSink> figures) implements MetricSource {
  /** A report every five seconds, a moment early, finds new ones. */
  static final Duration INTERVAL = Duration.ofSeconds(4);

  @Override
  public void collect(Consumer<Series> out) {
    figures.accept(new SeriesSink(out));
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public String toString() {
    return name;
  }
}
