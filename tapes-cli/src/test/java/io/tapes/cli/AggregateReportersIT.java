package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.tools.attach.VirtualMachine;
import io.tapes.distributed.DistributedRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of reporter with every setting, as a flag, from YAML and from JSON: it arrives. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AggregateReportersIT {
  @TempDir Path folder;

  private static Map<String, Object> settings(Object... pairs) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put((String) pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  private List<Map<String, Object>> reporters(Receivers there) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "word\n");
    List<String> value = List.of("value", "count");
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(settings("type", "statsd", "address", there.statsdAddress(), "prefix", "shop"));
    all.get(0).putAll(settings("tags", "dogstatsd", "fields", value, "window", "interval"));
    all.get(0).put("distributions", true);
    all.add(
        settings("type", "graphite", "address", "tcp://" + there.graphiteAddress(), "prefix", "g"));
    all.get(1).putAll(settings("tags", "segments", "fields", value));
    all.add(settings("type", "influx", "url", there.url(), "org", "o", "bucket", "b"));
    all.get(2).putAll(settings("token-file", secret + "", "prefix", "i", "fields", value));
    all.add(settings("type", "influx", "url", there.url(), "database", "d", "user", "u"));
    all.get(3).putAll(settings("password-file", secret + "", "gzip", false));
    all.add(settings("type", "otlp", "url", there.url(), "path", "/v1/x", "service", "s"));
    all.get(4)
        .putAll(settings("temporality", "delta", "histograms", "explicit", "encoding", "json"));
    all.get(4).putAll(settings("token", "t", "gzip", false));
    all.add(settings("type", "pushgateway", "url", there.url(), "job", "j", "add", true));
    all.get(5).putAll(settings("grouping", Map.of("zone", "a"), "delete", true, "gzip", true));
    all.get(5).putAll(settings("user", "u", "password", "p"));
    all.add(settings("type", "spectatord", "location", "udp://" + there.spectatordAddress()));
    all.get(6).putAll(settings("prefix", "a", "gauge-ttl", "1m", "percentiles", false));
    all.add(settings("type", "stream", "file", folder.resolve("stream") + ""));
    all.add(settings("type", "console", "stream", "stderr"));
    all.add(settings("type", "csv", "folder", folder.resolve("csv") + "", "fields", value));
    all.add(settings("type", "prometheus-file", "file", folder.resolve("page.prom") + ""));
    all.add(settings("type", "hdr-log", "file", folder.resolve("values.hlog") + ""));
    all.add(settings("type", "log", "logger", "metrics.log", "level", "info", "fields", value));
    all.add(settings("type", "jmx", "domain", "shop"));
    all.add(settings("type", "remote-write", "url", there.url(), "job", "r", "token", "w"));
    all.get(14).putAll(settings("labels", Map.of("zone", "b"), "protocol", "v1", "end", true));
    all.get(14).putAll(settings("histograms", "both", "native-schema", 4, "backlog", "1m"));
    all.add(settings("type", "opentsdb", "address", there.url(), "prefix", "o", "fields", value));
    all.get(15).putAll(settings("tags", Map.of("host", "h"), "user", "u", "password", "p"));
    all.add(settings("type", "elasticsearch", "url", there.url(), "index", "i", "gzip", false));
    all.get(16).putAll(settings("prefix", "e", "fields", value, "token", "t"));
    all.add(settings("type", "cloudwatch", "address", "udp://" + there.statsdAddress()));
    all.get(17).putAll(settings("namespace", "shop", "prefix", "c", "fields", value));
    all.forEach(one -> one.put("interval", "200ms"));
    return all;
  }

  private static String flag(Map<String, Object> settings) {
    ReporterKind kind =
        ReporterKind.valueOf(
            settings.get("type").toString().toUpperCase(Locale.ROOT).replace('-', '_'));
    StringBuilder text = new StringBuilder(settings.get(kind.main).toString());
    settings.forEach(
        (key, value) -> {
          if (!key.equals("type") && !key.equals(kind.main)) {
            text.append(',').append(key).append('=').append(plain(value));
          }
        });
    return text.toString();
  }

  private static String plain(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Object::toString).collect(Collectors.joining(","))
        : value instanceof Map<?, ?> map
            ? map.entrySet().iterator().next().toString()
            : value.toString();
  }

  private String[] commandLine(String form, List<Map<String, Object>> all) throws Exception {
    String listen = "ipc://" + folder.resolve("ipc");
    Map<String, Object> http =
        settings("address", "127.0.0.1:0", "user", "u", "password", "p", "timeout", "9s");
    List<String> words = new ArrayList<>(List.of("aggregate"));
    if (form.equals("flags")) {
      words.addAll(List.of("--listen", listen, "--http", "127.0.0.1:0,user=u,password=p"));
      for (Map<String, Object> one : all) {
        words.add("--" + one.get("type"));
        words.add(flag(one));
      }
    } else {
      ObjectMapper mapper =
          form.equals("yaml") ? new ObjectMapper(new YAMLFactory()) : new ObjectMapper();
      Path file = folder.resolve("config." + form);
      mapper.writeValue(file.toFile(), settings("listen", listen, "http", http, "reporters", all));
      words.addAll(List.of("--config", file.toString()));
    }
    return words.toArray(String[]::new);
  }

  /** What is missing so far: an empty list when all has arrived. */
  private List<String> missing(Receivers there, CommandRun run) throws Exception {
    List<String> missing = new ArrayList<>();
    check(missing, "statsd", there.statsdText().contains("shop.jobs.done.value:7|c|#zone:a\n"));
    check(missing, "graphite", there.graphiteText().contains("g.jobs.done.zone.a.value 7 "));
    String v2 = "POST /api/v2/write?precision=ms&org=o&bucket=b Token word";
    check(missing, "influx 2", there.hasRequest(v2, "i.jobs.done,zone=a value=7i "));
    String v1 = "POST /write?precision=ms&db=d Basic dTp3b3Jk\n";
    check(missing, "influx 1", there.hasRequest(v1, "jobs.done,zone=a value=7i "));
    check(missing, "otlp", there.hasRequest("POST /v1/x Bearer t\n", "jobs.done"));
    String push = "POST /metrics/job/j/zone/a Basic dTpw gzip\n";
    check(
        missing, "pushgateway", there.hasRequest(push, "jobs_done_total{exported_zone=\"a\"} 7\n"));
    String write = "POST /api/v1/write Bearer w\n";
    check(missing, "remote-write", there.hasRequest(write, "jobs_done_total"));
    check(
        missing,
        "opentsdb",
        there.hasRequest("POST /api/put?summary Basic dTpw", "\"metric\":\"o.jobs.done.value\""));
    check(
        missing,
        "elasticsearch",
        there.hasRequest("POST /_bulk?", "\"name\":\"e.jobs.done\",\"tags\":{\"zone\":\"a\"}"));
    check(missing, "cloudwatch", there.statsdText().contains("\"zone\":\"a\",\"c.jobs.done\":7}"));
    check(missing, "spectatord", there.spectatordText().contains("c:a.jobs.done,zone=a:7\n"));
    check(missing, "stream", read("stream").contains("{\"{zone=a}\":{\"value\":7}}"));
    String errors = run.errors();
    check(
        missing, "console", errors.lines().anyMatch(l -> l.matches("jobs\\.done\\{zone=a\\} +7")));
    check(missing, "csv", read("csv/jobs.done{zone=a}.csv").endsWith(",7\n"));
    check(missing, "prometheus-file", read("page.prom").contains("{zone=\"a\"} 7\n"));
    check(missing, "hdr-log", read("values.hlog").contains("Tag=search{zone=a},"));
    check(missing, "log", errors.contains(" INFO log - counter \"jobs.done{zone=a}\" value=7\n"));
    return missing;
  }

  private static void check(List<String> missing, String what, boolean there) {
    if (!there) {
      missing.add(what);
    }
  }

  private String read(String file) throws Exception {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }

  @SuppressWarnings("BanJNDI") // of a process that this test started
  private static long inJmx(CommandRun run) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(run.pid()));
    try (JMXConnector connector =
        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
      ObjectName names = new ObjectName("shop:*");
      for (ObjectName name : connector.getMBeanServerConnection().queryNames(names, null)) {
        if (name.toString().contains("jobs.done")) {
          return ((Number) connector.getMBeanServerConnection().getAttribute(name, "value"))
              .longValue();
        }
      }
      return -1;
    } finally {
      machine.detach();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flags", "yaml", "json"})
  void everyReporter_getsTheTotals(String form) throws Exception {
    try (Receivers there = new Receivers()) {
      List<Map<String, Object>> all = reporters(there);
      assertEquals(
          new TreeSet<>(ReporterKind.words()),
          all.stream()
              .map(one -> one.get("type") + "")
              .collect(Collectors.toCollection(TreeSet::new)));
      try (CommandRun run = CommandRun.start(commandLine(form, all))) {
        String ready = run.line();
        assertTrue(ready != null && ready.startsWith("READY ipc://"), run.errors());
        try (DistributedRegistry worker = DistributedRegistry.create(ready.substring(6))) {
          worker.counter("jobs.done", io.tapes.Tags.of("zone", "a")).increment(7);
          worker
              .timer("search", io.tapes.Tags.of("zone", "a"))
              .record(java.time.Duration.ofMillis(3));
          worker.connect();
          assertTrue(worker.close(Duration.ofMinutes(1)));
        }
        List<String> missing = missing(there, run);
        for (int i = 0; i < 200 && !missing.isEmpty(); i++) {
          Thread.sleep(100);
          missing = missing(there, run);
        }
        assertEquals(List.of(), missing, () -> there.requests() + there.statsdText());
        assertEquals(7, inJmx(run));
        run.terminate();
        assertEquals(0, run.exitValue(), run.errors());
        assertTrue(there.hasRequest("DELETE /metrics/job/j/zone/a Basic dTpw", ""));
      }
    }
  }
}
