package io.tapes.reporters.delivery;

import io.tapes.Registry;
import io.tapes.report.Reporter;
import io.tapes.reporters.csv.CsvReporter;
import io.tapes.reporters.prometheus.PrometheusFileReporter;
import io.tapes.reporters.spectatord.SpectatordReporter;
import io.tapes.reporters.stream.StreamReporter;
import java.io.IOException;
import java.nio.file.Path;

/** Reports ever more series to a folder until that fails, and then some more. */
final class DiskWriter {
  private DiskWriter() {}

  /** A reporter to files. */
  static Reporter reporter(String kind, Path folder) throws IOException {
    return switch (kind) {
      case "csv" -> CsvReporter.builder(folder).build();
      case "prometheus" -> new PrometheusFileReporter(folder.resolve("page.prom"));
      case "stream" -> StreamReporter.file(folder.resolve("stream"));
      case "lines" ->
          SpectatordReporter.builder().location("file://" + folder.resolve("lines")).build();
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** Prints how many reports succeeded, and why the next five did not. */
  public static void main(String... args) throws IOException {
    Registry registry = Registry.create();
    int succeeded = 0;
    try (Reporter reporter = reporter(args[0], Path.of(args[1]))) {
      for (int failures = 0; failures < 5 && succeeded < 2_000; ) {
        for (int i = 0; i < 20; i++) {
          registry.counter("round." + succeeded + ".counter." + i).increment();
        }
        try {
          reporter.report(registry.snapshot());
          succeeded++;
        } catch (IOException e) {
          failures++;
          System.out.println(e.getMessage());
        }
      }
    }
    System.out.println(succeeded);
  }
}
