package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoIT {
  private static final Pattern URL = Pattern.compile("http://[^/]+/");

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void once_twoWorkers_printsNothingButTheJsonOfExactCounts() throws Exception {
    assertOnceIsExact("2", Set.of("java.logging", "java.sql", "java.xml"));
  }

  @Test
  void once_fourWorkers_allClassFilesOfTheJdk() throws Exception {
    assertOnceIsExact("4", Set.of());
  }

  private void assertOnceIsExact(String workers, Set<String> modules) throws Exception {
    String[] args =
        modules.isEmpty()
            ? new String[] {"demo", "--once", "--workers", workers}
            : new String[] {
              "demo", "--once", "--workers", workers, "--modules", String.join(",", modules)
            };
    try (CommandRun run = CommandRun.start(args)) {
      String out = run.rest();
      assertEquals(0, run.exitValue(), run.errors());
      JsonNode demo = json.readTree(out).path("demo");
      DemoTotals expected = DemoTotals.walk(modules);
      assertEquals(expected.files(), demo.at("/files/value").asLong());
      assertEquals(expected.bytes(), demo.at("/bytes/in/value").asLong());
      assertEquals(expected.files(), demo.at("/deflate/count").asLong());
      assertEquals(expected.files(), demo.at("/bytes/count").asLong());
      assertEquals(expected.files(), demo.at("/rate/count").asLong());
      expected
          .modules()
          .forEach(
              (module, total) -> {
                String key = "/{module=" + module + "}/value";
                assertEquals(total.files(), demo.path("files").at(key).asLong(), module);
                assertEquals(total.bytes(), demo.path("bytes").path("in").at(key).asLong(), module);
              });
    }
  }

  @Test
  void withoutOnce_servesHttpMeanwhile_andEndsByItself() throws Exception {
    try (CommandRun run = CommandRun.start("demo", "--seconds", "6", "--http", "127.0.0.1:0")) {
      String title = run.line();
      Matcher url = URL.matcher(title);
      assertTrue(url.find(), title);
      assertTrue(run.line().matches("1 s: [0-9,]+ files, .* in flight"));
      JsonNode stats = json.readTree(get(url.group() + "stats"));
      assertTrue(stats.isObject(), stats::toString);
      String page = get(url.group() + "metrics");
      assertTrue(page.contains("# TYPE "), page);
      String rest = run.rest();
      assertEquals(0, run.exitValue(), run.errors());
      assertEquals("", run.complaints());
      assertTrue(rest.contains("demo.files "), rest);
    }
  }

  private static String get(String url) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(200, response.statusCode());
    return response.body();
  }

  @Test
  void sigterm_endsItInGoodOrder_withAllThatWasMeasured() throws Exception {
    try (CommandRun run = CommandRun.start("demo", "--http", "none")) {
      String line = run.line();
      while (!line.matches("\\d+ s: [1-9].*")) {
        line = run.line();
      }
      List<ProcessHandle> workers = run.children();
      assertEquals(2, workers.size());
      run.terminate();
      String rest = run.rest();
      assertEquals(0, run.exitValue(), run.errors());
      assertEquals("", run.complaints());
      assertTrue(rest.contains("demo.files "), rest);
      assertTrue(workers.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void workerKilled_isOneSentence_andNoSuccess() throws Exception {
    try (CommandRun run = CommandRun.start("demo", "--once")) {
      while (run.children().size() < 2) {
        Thread.onSpinWait();
      }
      run.children().get(0).destroyForcibly();
      assertEquals("", run.rest());
      assertEquals(1, run.exitValue());
      String errors = run.errors();
      assertTrue(
          Pattern.compile(
                  "^tapes demo: worker-\\d \\(process \\d+\\) ended with exit value 137 before its"
                      + " work was done$",
                  Pattern.MULTILINE)
              .matcher(errors)
              .find(),
          errors);
      assertFalse(errors.contains("\tat "), errors);
    }
  }

  @Test
  void killedBySigkill_leavesNoWorkerBehind() throws Exception {
    try (CommandRun run = CommandRun.start("demo", "--http", "none")) {
      while (run.children().size() < 2) {
        Thread.onSpinWait();
      }
      List<ProcessHandle> workers = run.children();
      run.kill();
      for (ProcessHandle worker : workers) {
        worker.onExit().get();
      }
    }
  }
}
