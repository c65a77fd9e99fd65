package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.report.Reporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir Path folder;

  private ConfigFile read(String text) throws IOException {
    return ConfigFile.read(Files.writeString(folder.resolve("c.yaml"), text));
  }

  @Test
  void read_yamlAndJson_areTheSame() throws IOException {
    ConfigFile yaml =
        read(
            """
            listen: tcp://127.0.0.1:0
            interval: 5s
            http:
              address: 127.0.0.1:0
              user: me
              password: secret
            reporters:
              - type: statsd
                address: 127.0.0.1:8125
                fields: [count, q99]
              - {type: pushgateway, url: "http://h:9091", grouping: {instance: a, zone: b}}
            """);
    ConfigFile json =
        read(
            """
            {"listen": "tcp://127.0.0.1:0", "interval": "5s",
             "http": {"address": "127.0.0.1:0", "user": "me", "password": "secret"},
             "reporters": [
              {"type": "statsd", "address": "127.0.0.1:8125", "fields": "count,q99"},
              {"type": "pushgateway", "url": "http://h:9091", "grouping": "instance=a,zone=b"}]}
            """);
    assertEquals(yaml, json);
    assertEquals(Optional.of(Duration.ofSeconds(5)), yaml.interval());
    assertEquals("count,q99", yaml.reporters().get(0).settings().get("fields"));
  }

  /** What YAML would take for numbers, booleans and times. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456",
        "1_000",
        "0x1F",
        "1e3",
        "+1",
        ".5",
        "007",
        "yes",
        "no",
        "on",
        "true",
        "False",
        "12:30:45",
        "2026-01-01",
        "1.10",
        "99999999999999999999",
        ".inf",
        ".nan",
        "0b11",
        "-0"
      })
  void read_scalars_stayTheTextThatTheyAre(String text) throws IOException {
    ConfigFile file =
        read(
            "reporters: [{type: influx, url: 'http://h:1', password: %s, token: \"%s\"}]"
                .formatted(text, text));
    Spec spec = file.reporters().get(0);
    assertEquals(Optional.of(text), spec.secret("password"));
    assertEquals(Optional.of(text), spec.secret("token"));
  }

  @Test
  void read_nothing_isNotGiven_andTwice_isAMistake() throws IOException {
    ConfigFile file =
        read("listen:\ninterval: ~\nreporters: [{type: statsd, address: 'h:1', prefix: null}]");
    assertEquals(Optional.empty(), file.listen());
    assertEquals(Optional.empty(), file.interval());
    assertEquals(Optional.empty(), file.reporters().get(0).optional("prefix"));
    UserError twice = assertThrows(UserError.class, () -> read("listen: a\nlisten: b\n"));
    assertTrue(twice.sentence().contains("'listen'"), twice.sentence());
  }

  @Test
  void read_shortForms_andNothing() throws IOException {
    assertEquals("127.0.0.1:0", read("http: 127.0.0.1:0").http().orElseThrow().required("address"));
    assertEquals(ConfigFile.none(), read("{}"));
  }

  /** The file that docs/aggregate.md shows. */
  @Test
  void read_theFileOfTheDocumentation_makesTheReportersItNames() throws IOException {
    ConfigFile file = ConfigFile.read(GOLDEN.resolve("aggregate.yaml"));
    assertEquals(Optional.of("ipc:///run/metrics.ipc"), file.listen());
    assertEquals(Optional.of(Duration.ofSeconds(10)), file.interval());
    assertEquals("127.0.0.1:8889", file.http().orElseThrow().required("address"));
    List<String> made = new ArrayList<>();
    for (Spec spec : file.reporters()) {
      Reporter reporter = ReporterKind.of(spec).make(spec, System.out);
      made.add(reporter.getClass().getSimpleName());
      reporter.close();
    }
    assertEquals(List.of("StatsdReporter", "GraphiteReporter", "IntervalReporter"), made);
  }

  /** The file that docs/distributed/scaling.md shows. */
  @Test
  void read_theFileOfAHostInAFleet_makesItsReporters() throws IOException {
    ConfigFile file = ConfigFile.read(GOLDEN.resolve("scale.yaml"));
    assertEquals(Optional.of("tcp://127.0.0.1:7700"), file.listen());
    for (Spec spec : file.reporters()) {
      ReporterKind kind = ReporterKind.of(spec);
      kind.check(spec);
      PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
      try (Reporter reporter = kind.make(spec, out)) {
        assertEquals(spec.required("url"), reporter.destination());
      }
    }
    assertEquals(2, file.reporters().size());
  }

  @Test
  void aggregate_withAMistakeInTheFile_printsTheSentenceOfTheDocumentation() throws IOException {
    String sample = Files.readString(GOLDEN.resolve("aggregate.yaml"));
    Path file = folder.resolve("metrics.yaml");
    Files.writeString(file, sample.replace("prefix: shop", "prefx: shop"));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            System.out, new PrintStream(err, true, StandardCharsets.UTF_8), new Termination());
    assertEquals(UserError.USAGE, Main.run(session, "aggregate", "--config", file.toString()));
    assertEquals(
        Files.readString(GOLDEN.resolve("aggregate-mistake.txt")),
        err.toString(StandardCharsets.UTF_8).replace(folder + "/", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "intervall: 1s | unknown key 'intervall'; did you mean 'interval'?",
        "zebra: 1 | unknown key 'zebra'; there are listen, http, interval, memory-limit, reporters",
        "reporters: {} | 'reporters' is not a list",
        "reporters: [{type: statd}] | reporters[0]: unknown type 'statd'; did you mean 'statsd'?",
        "reporters: [{type: statsd, adress: h}] | reporters[0]: unknown setting 'adress'; did you mean 'address'?",
        "reporters: [{type: statsd}] | reporters[0]: 'address' is missing",
        "reporters: [{address: h}] | reporters[0]: 'type' is missing",
        "http: {address: 127.0.0.1:0, usr: a} | http: unknown setting 'usr'; did you mean 'user'?",
        "- a | it has no settings; there are listen, http, interval, memory-limit, reporters"
      })
  void read_mistake_isOneSentence(String text, String expected) {
    UserError e = assertThrows(UserError.class, () -> read(text));
    assertEquals(folder.resolve("c.yaml") + ": " + expected, e.sentence());
  }

  @Test
  void read_brokenYaml_hasTheLine() {
    UserError e = assertThrows(UserError.class, () -> read("interval: 1s\nhttp: [\n"));
    assertEquals(
        folder.resolve("c.yaml") + ": line ", e.sentence().replaceFirst("(line ).*", "$1"));
  }
}
