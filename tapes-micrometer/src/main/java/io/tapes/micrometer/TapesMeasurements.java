package io.tapes.micrometer;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.internal.DefaultMeter;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricSource;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.util.List;
import java.util.function.Consumer;

/**
 * A meter of any measurements: a source of series, one for each. They have the names that
 * Micrometer's Prometheus registry gives them, and a tag that tells the statistic. Any thread.
 */
final class TapesMeasurements extends DefaultMeter implements Backed, MetricSource {
  private final Iterable<Measurement> measurements;
  private final MetricInfo info;

  TapesMeasurements(
      Meter.Id id, Meter.Type type, Iterable<Measurement> measurements, MetricInfo info) {
    super(id, type, measurements);
    this.measurements = measurements;
    this.info = info;
  }

  @Override
  public void collect(Consumer<Series> out) {
    Tags tags = Ids.tags(getId().getTags());
    for (Measurement one : measurements) {
      double value = one.getValue();
      if (!Double.isNaN(value)) {
        out.accept(series(one.getStatistic(), tags, value));
      }
    }
  }

  private Series series(Statistic statistic, Tags tags, double value) {
    boolean counts =
        switch (statistic) {
          case TOTAL, TOTAL_TIME, COUNT -> value >= 0 && value <= Double.MAX_VALUE;
          default -> false;
        };
    MetricInfo of =
        MetricInfo.of(name(statistic), counts ? MetricKind.DOUBLE_COUNTER : MetricKind.GAUGE)
            .described("", info.description(), List.of());
    return Series.of(
        of,
        tags.and("statistic", statistic.toString()),
        counts ? SumValue.ofDouble(value) : new LevelValue(value));
  }

  private String name(Statistic statistic) {
    return switch (statistic) {
      case TOTAL, TOTAL_TIME -> info.name() + ".sum";
      case COUNT -> info.name();
      case MAX -> info.name() + ".max";
      case VALUE, UNKNOWN -> info.name() + ".value";
      case ACTIVE_TASKS -> info.name() + ".active.count";
      case DURATION -> info.name() + ".duration.sum";
    };
  }

  @Override
  public void removeFrom(Registry registry) {
    registry.remove((MetricSource) this);
  }

  @Override
  public String toString() {
    return "meter '" + getId().getName() + "'";
  }
}
