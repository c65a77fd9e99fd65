package io.tapes;

import java.time.Duration;
import java.util.List;
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
  public List<MetricInfo> describe() {
    return source.describe().stream().map(info -> info.named(prefix + info.name())).toList();
  }

  /** The tags that all views add, this one's first. */
  static Tags tagsOf(MetricSource any) {
    return any instanceof SourceView view ? view.tags.and(tagsOf(view.source)) : Tags.empty();
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
