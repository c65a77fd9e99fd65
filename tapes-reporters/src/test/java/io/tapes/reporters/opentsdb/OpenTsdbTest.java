package io.tapes.reporters.opentsdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Snapshot;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import io.tapes.reporters.transport.StreamTransport;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenTSDB's points, read by its rules, and by VictoriaMetrics, which takes both interfaces. */
class OpenTsdbTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The alphabet of names and tags. */
  private static final String WORD = "[\\p{L}\\p{N}\\-_./]+";

  private static List<String> lines(OpenTsdbFormat format, Snapshot snapshot) throws IOException {
    List<String> lines = new ArrayList<>();
    format.write(snapshot, Snapshot.of(0, List.of()), lines::add);
    return lines;
  }

  @Test
  void anyNames_areLinesThatOpenTsdbTakes_andTheSamePointsInJson() throws IOException {
    Map<String, String> host = Map.of("host", "a b");
    for (int page = 0; page < 10; page++) {
      Snapshot any = Fuzz.snapshot(IntStream.range(300 * page, 300 * page + 300).boxed().toList());
      List<String> telnet = lines(OpenTsdbFormat.telnet("p", host, Fields.all()), any);
      List<String> json = lines(OpenTsdbFormat.json("p", host, Fields.all()), any);
      assertEquals(telnet.size(), json.size());
      for (int i = 0; i < telnet.size(); i++) {
        String tag = " " + WORD + "=" + WORD;
        String line = telnet.get(i);
        assertTrue(line.matches("put p\\." + WORD + " \\d+ -?\\d+(\\.\\d+)?(" + tag + ")+"), line);
        JsonNode point = JSON.readTree(json.get(i));
        StringBuilder same = new StringBuilder("put ").append(point.get("metric").textValue());
        same.append(' ').append(point.get("timestamp").asLong() / 1_000).append(' ');
        same.append(json.get(i).replaceFirst(".*?\"value\":([^,]+),.*", "$1"));
        point
            .get("tags")
            .properties()
            .forEach(
                one ->
                    same.append(' ')
                        .append(one.getKey())
                        .append('=')
                        .append(one.getValue().textValue()));
        assertEquals(line, same.toString());
      }
    }
  }

  @Test
  void emptyTags_areRefused() {
    OpenTsdbReporterBuilder builder = OpenTsdbReporter.http(URI.create("http://127.0.0.1:1"));
    assertThrows(IllegalArgumentException.class, () -> builder.tag("host", ""));
    assertThrows(IllegalArgumentException.class, () -> builder.tag("", "a"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void victoriaMetrics_hasNumbersTagsAndTimes(boolean http, @TempDir Path folder) throws Exception {
    Snapshot everything =
        Snapshot.of(
            System.currentTimeMillis() / 1_000 * 1_000 + 123, Samples.everything().series());
    int[] ports = RealServer.freePorts(3);
    String server = "http://127.0.0.1:" + ports[0];
    try (RealServer victoria =
        RealServer.start(
            "victoria-metrics",
            "apt install victoria-metrics",
            folder,
            "-storageDataPath=" + folder.resolve("data"),
            "-httpListenAddr=127.0.0.1:" + ports[0],
            "-opentsdbListenAddr=127.0.0.1:" + ports[1],
            "-opentsdbHTTPListenAddr=127.0.0.1:" + ports[2],
            "-memory.allowedBytes=128MB",
            "-retentionPeriod=100y")) {
      victoria.await(() -> RealServer.answers(server + "/health"));
      victoria.awaitPort(ports[1]).awaitPort(ports[2]);
      OpenTsdbReporterBuilder builder =
          http
              ? OpenTsdbReporter.http(URI.create("http://127.0.0.1:" + ports[2]))
              : OpenTsdbReporter.telnet(StreamTransport.tcp("127.0.0.1", ports[1]).build());
      try (OpenTsdbReporter reporter = builder.tag("host", "a").build()) {
        reporter.report(everything);
        assertEquals(1, reporter.dropped(), "what is infinite");
      }
      String counter =
          "{__name__=\"http.requests.value\",method=\"GET\",status=\"200\",host=\"a\"}";
      for (Map.Entry<String, Double> expected :
          Map.of(
                  counter,
                  12.0,
                  "{__name__=\"my.timer.count\"}",
                  100.0,
                  "{__name__=\"my.timer.q99\"}",
                  everything.number("my.timer.q99"),
                  "{__name__=\"temperature.value\"}",
                  -21.5)
              .entrySet()) {
        victoria.await(() -> export(server, expected.getKey()).path("values").size() == 1);
        JsonNode stored = export(server, expected.getKey());
        assertEquals(expected.getValue(), stored.path("values").get(0).asDouble(), 1e-15);
        long millis = everything.wallMillis();
        assertEquals(
            http ? millis : millis / 1_000 * 1_000, stored.path("timestamps").get(0).asLong());
      }
    }
  }

  private static JsonNode export(String server, String selector) throws Exception {
    RealServer.get(server + "/internal/force_flush");
    String match = URLEncoder.encode(selector, StandardCharsets.UTF_8);
    return JSON.readTree(RealServer.get(server + "/api/v1/export?match[]=" + match));
  }
}
