package io.tapes.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code tapes}.
 *
 * @param enabled whether metrics are recorded with Tapes
 * @param tags tags that every series carries
 * @param maxSeries how many series there may be
 * @param jvm whether Tapes' own metrics of the JVM are shown
 * @param distributed how to deliver to an aggregator
 * @param report when reporters report
 */
@ConfigurationProperties("tapes")
record TapesProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Map<String, String> tags,
    @DefaultValue("100000") int maxSeries,
    @DefaultValue("false") boolean jvm,
    @DefaultValue Distributed distributed,
    @DefaultValue Report report) {
  /**
   * The settings of a worker of an aggregator.
   *
   * @param address where the aggregator listens; null for a process on its own
   * @param flushInterval how often what changed is delivered
   * @param closeTimeout how long the end waits for the last acknowledgement
   * @param blackBoxFolder where the file stands that survives the process
   * @param serverKey file with the aggregator's public key
   * @param key file with this worker's secret key
   */
  record Distributed(
      @Nullable String address,
      @DefaultValue("250ms") Duration flushInterval,
      @DefaultValue("10s") Duration closeTimeout,
      @Nullable Path blackBoxFolder,
      @Nullable Path serverKey,
      @Nullable Path key) {}

  /**
   * The settings of the schedule.
   *
   * @param interval how often the reporters among the beans report
   */
  record Report(@DefaultValue("10s") Duration interval) {}
}
