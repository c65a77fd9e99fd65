package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
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
             "http": {"address": "127.0.0.1:0", "user": "me"},
             "reporters": [
              {"type": "statsd", "address": "127.0.0.1:8125", "fields": "count,q99"},
              {"type": "pushgateway", "url": "http://h:9091", "grouping": "instance=a,zone=b"}]}
            """);
    assertEquals(yaml, json);
    assertEquals(Optional.of(Duration.ofSeconds(5)), yaml.interval());
    assertEquals("count,q99", yaml.reporters().get(0).settings().get("fields"));
  }

  @Test
  void read_shortForms_andNothing() throws IOException {
    assertEquals("127.0.0.1:0", read("http: 127.0.0.1:0").http().orElseThrow().required("address"));
    assertEquals(ConfigFile.none(), read("{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "intervall: 1s | unknown key 'intervall'; did you mean 'interval'?",
        "zebra: 1 | unknown key 'zebra'; there are listen, http, interval, reporters",
        "reporters: {} | 'reporters' is not a list",
        "reporters: [{type: statd}] | reporters[0]: unknown type 'statd'; did you mean 'statsd'?",
        "reporters: [{type: statsd, adress: h}] | reporters[0]: unknown setting 'adress'; did you mean 'address'?",
        "reporters: [{type: statsd}] | reporters[0]: 'address' is missing",
        "reporters: [{address: h}] | reporters[0]: 'type' is missing",
        "http: {address: 127.0.0.1:0, usr: a} | http: unknown setting 'usr'; did you mean 'user'?",
        "- a | it has no settings; there are listen, http, interval, reporters"
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
