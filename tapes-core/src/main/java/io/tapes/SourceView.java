package io.tapes;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A source seen through a view of a registry. Equal to another one of the same source and view, so
 * that it can be removed again.
 */
record SourceView(MetricSource source, String prefix, Tags tags) implements MetricSource {
  @Override
  public void collect(Consumer<Series> out) {
    source.collect(
        series -> {
          SeriesId id = new SeriesId(prefix + series.name(), tags.and(series.tags()));
          out.accept(series.withId(id));
        });
  }

  @Override
  public String toString() {
    return source.toString();
  }

  @Override
  public Duration interval() {
    return source.interval();
  }
}
