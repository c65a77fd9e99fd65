package io.tapes.report;

import io.tapes.Tags;
import io.tapes.support.LogLimiter;
import java.util.HashMap;
import java.util.Map;

/** The tags of the self-metrics of a schedule's reporters, of which no two are alike. */
final class SeriesOfReporters {
  private final LogLimiter log = ScheduleLog.limited();

  private final Map<Tags, Integer> taken = new HashMap<>();

  Tags of(Reporter reporter) {
    String name = ReporterNames.of(reporter);
    Tags tags = Tags.of("reporter", name);
    String destination = destination(reporter);
    if (!destination.isEmpty()) {
      tags = tags.and(Tags.of("destination", destination));
    }
    int number = taken.merge(tags, 1, Integer::sum);
    return number == 1 ? tags : tags.and(Tags.of("reporter", name + "#" + number));
  }

  private String destination(Reporter reporter) {
    try {
      return reporter.destination();
    } catch (Throwable e) { // a reporter's fault, of any kind
      log.warn("cannot tell where a reporter sends to: " + LogLimiter.describe(e), e);
      return "";
    }
  }
}
