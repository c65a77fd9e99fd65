package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is said of a metric, as Prometheus shows it. */
class PrometheusDescriptionTest {
  private final Registry registry = Registry.create();

  private static String page(PrometheusFormat format, Snapshot snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(snapshot, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aDescription_isTheHelp_andAUnitAPartOfTheName() throws IOException {
    registry.metric("disk.read").description("What was \"read\"\n").unit("bytes").counter();
    registry.metric("temperature").unit("celsius").gauge().set(21);
    assertEquals(
        """
        # TYPE disk_read_bytes counter
        # UNIT disk_read_bytes bytes
        # HELP disk_read_bytes What was \\"read\\"\\n
        disk_read_bytes_total 0
        # TYPE temperature_celsius gauge
        # UNIT temperature_celsius celsius
        # HELP temperature_celsius temperature
        temperature_celsius 21
        # EOF
        """,
        page(PrometheusFormat.openMetrics(), registry.snapshot()));
    assertTrue(
        page(PrometheusFormat.text(), registry.snapshot())
            .startsWith(
                """
                # HELP disk_read_bytes_total What was "read"\\n
                # TYPE disk_read_bytes_total counter
                """));
  }

  @Test
  void aNameThatEndsWithItsUnit_staysAsItIs() throws IOException {
    registry.metric("disk.read.bytes.total").unit("bytes").counter();
    registry.metric("latency.seconds").timer();
    String page = page(PrometheusFormat.text(), registry.snapshot());
    assertTrue(page.contains("\ndisk_read_bytes_total 0\n"), page);
    assertTrue(page.contains("\nlatency_seconds_count 0\n"), page);
  }

  @Test
  void bounds_areWhereADistributionIsCut() throws IOException {
    registry.metric("t").bounds(0.000_05, 0.5).timer();
    registry.timer("t").record(48, TimeUnit.MICROSECONDS);
    registry.metric("h").bounds(-1, 0, 10, 2e6).histogram().record(7);
    String page = page(PrometheusFormat.text(), registry.snapshot());
    for (String line :
        new String[] {
          "t_seconds_bucket{le=\"5e-05\"} 1",
          "t_seconds_bucket{le=\"0.5\"} 1",
          "t_seconds_bucket{le=\"+Inf\"} 1",
          "h_bucket{le=\"-1.0\"} 0",
          "h_bucket{le=\"0.0\"} 0",
          "h_bucket{le=\"10.0\"} 1",
          "h_bucket{le=\"2e+06\"} 1",
          "h_bucket{le=\"+Inf\"} 1"
        }) {
      assertTrue(page.contains("\n" + line + "\n"), () -> line + " is not in " + page);
    }
    assertEquals(8, page.lines().filter(line -> line.contains("_bucket{")).count());
  }

  @Test
  void whatIsNotCut_isASummary() throws IOException {
    registry.metric("t").description("T").uncut().timer().record(48, TimeUnit.MICROSECONDS);
    assertEquals(
        """
        # HELP t_seconds T
        # TYPE t_seconds summary
        t_seconds_sum 0.000048
        t_seconds_count 1
        """,
        page(PrometheusFormat.text(), registry.snapshot()));
  }
}
