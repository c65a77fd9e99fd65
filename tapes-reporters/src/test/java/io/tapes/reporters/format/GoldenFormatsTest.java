package io.tapes.reporters.format;

import io.tapes.Snapshot;
import io.tapes.reporters.Golden;
import io.tapes.reporters.console.TableFormat;
import io.tapes.reporters.graphite.GraphiteFormat;
import io.tapes.reporters.graphite.GraphiteTags;
import io.tapes.reporters.influx.InfluxFormat;
import io.tapes.reporters.json.JsonFormat;
import io.tapes.reporters.prometheus.PrometheusFormat;
import io.tapes.reporters.statsd.StatsdFormat;
import io.tapes.reporters.statsd.StatsdTags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenFormatsTest {
  private final Snapshot snapshot = Samples.everything();

  @Test
  void json_compact() throws IOException {
    Golden.check("compact.json", JsonFormat.compact().format(snapshot) + "\n");
  }

  @Test
  void json_pretty() throws IOException {
    Golden.check("pretty.json", JsonFormat.pretty().format(snapshot) + "\n");
  }

  @Test
  void json_flat() throws IOException {
    Golden.check("flat.json", json(JsonFormat.flat()));
  }

  @Test
  void json_dropwizard() throws IOException {
    Golden.check("dropwizard.json", json(JsonFormat.dropwizard(Instant.EPOCH)));
  }

  private String json(PageFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(snapshot, out);
    return out.toString(StandardCharsets.UTF_8) + "\n";
  }

  @Test
  void prometheus_text() throws IOException {
    Golden.check("prometheus.txt", prometheus(PrometheusFormat.text()));
  }

  @Test
  void prometheus_openMetrics() throws IOException {
    Golden.check("openmetrics.txt", prometheus(PrometheusFormat.openMetrics()));
  }

  @Test
  void statsd_segments() throws IOException {
    Golden.check("statsd-segments.txt", statsd(StatsdTags.SEGMENTS));
  }

  @Test
  void statsd_dogstatsd() throws IOException {
    Golden.check("statsd-dogstatsd.txt", statsd(StatsdTags.DOGSTATSD));
  }

  @Test
  void graphite_tags() throws IOException {
    Golden.check(
        "graphite-tags.txt", lines(GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all())));
  }

  @Test
  void graphite_segments() throws IOException {
    Golden.check(
        "graphite-segments.txt",
        lines(GraphiteFormat.of("shop", GraphiteTags.SEGMENTS, Fields.all())));
  }

  @Test
  void influx() throws IOException {
    Golden.check("influx.txt", lines(InfluxFormat.millis("", Fields.all())));
  }

  @Test
  void table_plain() throws IOException {
    StringBuilder out = new StringBuilder();
    TableFormat.plain().write(snapshot, out);
    Golden.check("table.txt", out.toString());
  }

  private String prometheus(PrometheusFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(snapshot, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private String statsd(StatsdTags tags) throws IOException {
    return lines(StatsdFormat.of("shop", tags));
  }

  private String lines(LineFormat format) throws IOException {
    StringBuilder out = new StringBuilder();
    format.write(snapshot, Snapshot.of(0, List.of()), line -> out.append(line).append('\n'));
    return out.toString();
  }
}
