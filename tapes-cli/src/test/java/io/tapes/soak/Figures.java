package io.tapes.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All that must not grow while a soak lasts, and how it is measured. One thread. */
final class Figures {
  private static final double MIB = 1 << 20;

  private final List<Trend> trends = new ArrayList<>();
  private final List<Sampler> samplers = new ArrayList<>();

  private interface Measure {
    double take() throws IOException, InterruptedException;
  }

  private interface Sampler {
    void sample(double progress) throws IOException, InterruptedException;
  }

  private void add(Trend trend, Measure measure) {
    trends.add(trend);
    samplers.add(progress -> trend.add(progress, measure.take()));
  }

  /** Heap, descriptors and threads of a process, or of the one that took its place. */
  void process(String name, Supplier<SoakProcess> process) {
    add(name + ": heap after GC", "MiB", 1.1, 1, () -> process.get().liveBytes() / MIB);
    add(name + ": descriptors", "", 1, 10, () -> process.get().descriptors());
    add(name + ": threads", "", 1, 4, () -> process.get().threads());
  }

  private void add(String what, String unit, double factor, double more, Measure measure) {
    add(new Trend(what, unit, factor, more), measure);
  }

  void state(SoakAggregator aggregator) {
    add(
        aggregator.process().name() + ": state file",
        "MiB",
        1.15,
        0.1,
        () -> aggregator.stateBytes() / MIB);
  }

  /** What the folder takes on its disk, which is less than the lengths of its files. */
  void boxes(Path folder) {
    add("folder of black boxes", "MiB", 1.15, 0.5, () -> kibibytes(folder) / 1024.0);
  }

  private static long kibibytes(Path folder) throws IOException, InterruptedException {
    Process du = new ProcessBuilder("du", "-sk", folder.toString()).start();
    try (BufferedReader lines = du.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      du.waitFor();
      return line == null ? 0 : Long.parseLong(line.split("\t", -1)[0]);
    }
  }

  /** A figure that is taken elsewhere. */
  Trend trend(String what, String unit, double factor, double more) {
    Trend trend = new Trend(what, unit, factor, more);
    trends.add(trend);
    return trend;
  }

  void sample(double progress) throws IOException, InterruptedException {
    for (Sampler sampler : samplers) {
      sampler.sample(progress);
    }
  }

  List<Trend> trends() {
    return trends;
  }
}
