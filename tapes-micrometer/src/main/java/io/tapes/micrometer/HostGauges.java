package io.tapes.micrometer;

import io.micrometer.core.instrument.Meter;
import io.tapes.Aggregation;
import java.util.List;

/** How the gauges of several processes become one, where nobody says it. */
final class HostGauges {
  /** What every process of a host sees alike, so that a sum over them says nothing. */
  private static final List<String> SAME_FOR_ALL =
      List.of("system.", "disk.", "process.uptime", "process.files.max");

  private static final String START = "process.start.time";

  private HostGauges() {}

  static Aggregation aggregation(Meter.Id id) {
    String name = id.getName();
    if (name.equals(START)) {
      return Aggregation.LIVE_MIN;
    }
    return SAME_FOR_ALL.stream().anyMatch(name::startsWith)
        ? Aggregation.LIVE_MAX
        : Aggregation.LIVE_SUM;
  }
}
