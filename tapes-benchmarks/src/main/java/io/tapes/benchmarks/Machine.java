package io.tapes.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the benchmarks run on, in words. */
final class Machine {
  private Machine() {}

  static String describe() {
    return model()
        + Runtime.getRuntime().availableProcessors()
        + " processors, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.vm.version");
  }

  /** The processor's name and a comma, empty where the system does not tell. */
  private static String model() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      List<String> models = lines.filter(line -> line.startsWith("model name")).limit(1).toList();
      return models.isEmpty() ? "" : models.get(0).replaceFirst("^[^:]*: *", "") + ", ";
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }
}
