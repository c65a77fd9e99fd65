package io.tapes.benchmarks.scale;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Prometheus that takes remote write, and what it has cost. Linux only. */
final class PrometheusProcess implements AutoCloseable {
  /** Of the clock in {@code /proc}; the same on all Linux systems of today. */
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final URI uri;

  PrometheusProcess(Path folder) throws IOException, InterruptedException {
    int port;
    try (ServerSocket any = new ServerSocket(0)) {
      port = any.getLocalPort();
    }
    uri = URI.create("http://127.0.0.1:" + port);
    Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
    process =
        new ProcessBuilder(
                List.of(
                    "prometheus",
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port,
                    "--web.enable-remote-write-receiver",
                    "--enable-feature=native-histograms"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new IOException(Files.readString(folder.resolve("prometheus.log")));
      }
      Thread.sleep(50);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri.resolve("/-/ready")).build();
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  URI uri() {
    return uri;
  }

  /** Its time on all cores so far. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  long residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("no VmRSS");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
