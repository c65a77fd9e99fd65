package io.tapes.reporters.prometheus.parse;

/** Makes the group that takes the samples of a family's type. */
final class SampleGroups {
  private SampleGroups() {}

  static SampleGroup of(FamilyType type, boolean openMetrics) {
    return switch (type) {
      case HISTOGRAM, GAUGEHISTOGRAM -> new BucketGroup(type, openMetrics);
      case SUMMARY -> new SummaryGroup(openMetrics);
      case COUNTER, GAUGE, UNKNOWN, INFO, STATESET -> new NumberGroup(type);
    };
  }
}
