package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Prometheus or VictoriaMetrics, which may be stopped and started again with its data. */
final class Engine implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final String ready;
  private final Path folder;
  private final List<String> command;
  private Process process;

  private Engine(String program, int port, String ready, Path folder, List<String> arguments)
      throws IOException {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    if (Boolean.getBoolean("tapes.backends.required")) {
      assertTrue(installed, program + " is missing");
    }
    assumeTrue(installed, program + " is missing");
    this.url = "http://127.0.0.1:" + port;
    this.ready = ready;
    this.folder = folder;
    this.command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--", program));
    command.addAll(arguments);
  }

  static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  /** A Prometheus that takes remote write, native histograms included, and scrapes some ports. */
  static Engine prometheus(Path folder, List<Integer> scraped) throws Exception {
    int port = freePort();
    List<String> targets = scraped.stream().map(target -> "'127.0.0.1:" + target + "'").toList();
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 500ms, scrape_timeout: 500ms}
            scrape_configs:
            - {job_name: scrape, static_configs: [{targets: %s}]}
            """
                .formatted(targets));
    Engine engine =
        new Engine(
            "prometheus",
            port,
            "/-/ready",
            folder,
            List.of(
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-remote-write-receiver",
                "--scrape.discovery-reload-interval=100ms",
                "--enable-feature=native-histograms"));
    engine.start();
    return engine;
  }

  static Engine victoriaMetrics(Path folder) throws Exception {
    int port = freePort();
    Engine engine =
        new Engine(
            "victoria-metrics",
            port,
            "/health",
            folder,
            List.of(
                "-storageDataPath=" + folder.resolve("victoria"),
                "-httpListenAddr=127.0.0.1:" + port,
                "-search.latencyOffset=0s",
                "-search.disableCache",
                "-memory.allowedBytes=128MB"));
    engine.start();
    return engine;
  }

  private void start() throws Exception {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(command.get(4) + ".log").toFile()))
            .start();
    for (int i = 0; i < 600 && !get(ready).equals("200"); i++) {
      Thread.sleep(50);
    }
  }

  void restart() throws Exception {
    close();
    start();
  }

  String url() {
    return url;
  }

  private static String status(HttpResponse<String> response) {
    return Integer.toString(response.statusCode());
  }

  private String get(String path) throws InterruptedException {
    try {
      return status(HTTP.send(request(path), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).build();
  }

  /** The one number that an expression gives; not a number where it gives none or several. */
  double query(String expression) throws Exception {
    get("/internal/force_flush"); // which only VictoriaMetrics knows
    String path = "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    String body = HTTP.send(request(path), HttpResponse.BodyHandlers.ofString()).body();
    JsonNode results = JSON.readTree(body).at("/data/result");
    return results.size() == 1 ? results.at("/0/value/1").asDouble() : Double.NaN;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
    process.destroyForcibly().onExit().join();
  }
}
