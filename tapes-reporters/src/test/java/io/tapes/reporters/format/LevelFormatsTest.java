package io.tapes.reporters.format;

import io.tapes.LongTaskTimer;
import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.reporters.Golden;
import io.tapes.reporters.console.TableFormat;
import io.tapes.reporters.graphite.GraphiteFormat;
import io.tapes.reporters.graphite.GraphiteTags;
import io.tapes.reporters.influx.InfluxFormat;
import io.tapes.reporters.json.JsonFormat;
import io.tapes.reporters.prometheus.PrometheusFormat;
import io.tapes.reporters.slf4j.LogFormat;
import io.tapes.reporters.spectatord.SpectatordFormat;
import io.tapes.reporters.statsd.StatsdFormat;
import io.tapes.reporters.statsd.StatsdTags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Maxima, ages, facts, states and active tasks in every format of text. */
public class LevelFormatsTest {
  /** States of which one is current. */
  public enum Phase {
    /** Before. */
    STARTING,
    /** During. */
    RUNNING
  }

  private final Snapshot snapshot = sample();

  /** One of each, and active tasks of two queues. */
  public static Snapshot sample() {
    ManualClock clock = new ManualClock(1_700_000_000_000L);
    Registry registry = Registry.builder().clock(clock).build();
    registry.metric("last.success").description("Since the last success").ageGauge().reset();
    registry.metric("queue.peak").maxGauge().update(17);
    registry.metric("build").description("What runs").tags("version", "1.2").info();
    registry.metric("job.phase").stateSet(Phase.class).set(Phase.RUNNING);
    for (String queue : List.of("a", "b")) {
      LongTaskTimer jobs = registry.metric("jobs").tags("queue", queue).longTaskTimer();
      jobs.start();
      clock.advance(Duration.ofMillis(1_500));
      jobs.start();
    }
    clock.advance(Duration.ofSeconds(1));
    return registry.snapshot();
  }

  @Test
  void pages() throws IOException {
    check("levels/pretty.json", (all, out) -> out.write(bytes(JsonFormat.pretty().format(all))));
    check("levels/flat.json", JsonFormat.flat());
    check("levels/dropwizard.json", JsonFormat.dropwizard(Instant.EPOCH));
    check("levels/prometheus.txt", (all, out) -> PrometheusFormat.text().write(all, out));
    check("levels/openmetrics.txt", (all, out) -> PrometheusFormat.openMetrics().write(all, out));
    StringBuilder table = new StringBuilder();
    TableFormat.plain().write(snapshot, table);
    Golden.check("levels/table.txt", table.toString());
  }

  @Test
  void lines() throws IOException {
    check("levels/statsd.txt", StatsdFormat.of("", StatsdTags.DOGSTATSD));
    check("levels/graphite.txt", GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all()));
    check("levels/influx.txt", InfluxFormat.millis("", Fields.all()));
    check("levels/spectatord.txt", SpectatordFormat.of("", Duration.ofMinutes(1), true));
    check("levels/log.txt", LogFormat.of(Fields.all()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void check(String file, PageFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(snapshot, out);
    String text = out.toString(StandardCharsets.UTF_8);
    Golden.check(file, text.endsWith("\n") ? text : text + "\n");
  }

  private void check(String file, LineFormat format) throws IOException {
    StringBuilder out = new StringBuilder();
    format.write(snapshot, Snapshot.of(0, List.of()), line -> out.append(line).append('\n'));
    Golden.check(file, out.toString());
  }
}
