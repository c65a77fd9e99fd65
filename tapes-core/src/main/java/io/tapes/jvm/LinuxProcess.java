package io.tapes.jvm;

import io.tapes.Aggregation;
import io.tapes.Tags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process as Linux' {@code /proc} has it. What may not be read is left out. */
final class LinuxProcess {
  /** In what Linux tells times to programs, on every machine it runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final Path PROC = Path.of("/proc");

  /** Positions behind the process' name, of which the last parenthesis is the end. */
  private static final int UTIME = 11;

  private static final int STIME = 12;
  private static final int STARTED = 19;

  private final Path folder;

  LinuxProcess(long pid) {
    this.folder = PROC.resolve(Long.toString(pid));
  }

  static boolean isAvailable() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  void collect(SeriesSink out) {
    part(() -> times(out));
    part(() -> memory(out));
    part(() -> descriptors(out));
    part(() -> limit(out));
  }

  private void times(SeriesSink out) throws IOException {
    String[] fields = statFields(read(folder.resolve("stat")));
    double ticks = Long.parseLong(fields[UTIME]) + (double) Long.parseLong(fields[STIME]);
    out.total("process.cpu.seconds.total", ticks / TICKS_PER_SECOND);
    double boot =
        read(PROC.resolve("stat"))
            .lines()
            .filter(line -> line.startsWith("btime "))
            .mapToDouble(line -> Double.parseDouble(line.substring(6)))
            .findFirst()
            .orElseThrow(() -> new IOException("no boot time"));
    double started = boot + Long.parseLong(fields[STARTED]) / TICKS_PER_SECOND;
    out.gauge("process.start.time.seconds", Tags.empty(), started, Aggregation.LIVE_MIN);
  }

  /** What follows the name, which may hold anything, blanks and parentheses too. */
  static String[] statFields(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
  }

  private void memory(SeriesSink out) throws IOException {
    for (String line : lines(folder.resolve("status"))) {
      if (line.startsWith("VmSize:")) {
        out.gauge("process.virtual.memory.bytes", kibibytes(line));
      } else if (line.startsWith("VmRSS:")) {
        out.gauge("process.resident.memory.bytes", kibibytes(line));
      }
    }
  }

  private static double kibibytes(String line) {
    String[] words = line.strip().split("\\s+", -1);
    return 1024 * Double.parseDouble(words[1]);
  }

  private void descriptors(SeriesSink out) throws IOException {
    try (Stream<Path> open = Files.list(folder.resolve("fd"))) {
      out.known("process.open.fds", Tags.empty(), open.count());
    }
  }

  private void limit(SeriesSink out) throws IOException {
    for (String line : lines(folder.resolve("limits"))) {
      if (line.startsWith("Max open files")) {
        String soft = line.substring("Max open files".length()).strip().split("\\s+", -1)[0];
        double value =
            soft.equals("unlimited") ? Double.POSITIVE_INFINITY : Double.parseDouble(soft);
        out.gauge("process.max.fds", Tags.empty(), value, Aggregation.LIVE_MAX);
      }
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return read(file).lines().toList();
  }

  /** Bytes first: a process may have a name that is no UTF-8. */
  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  /** The other parts are told where one cannot be: the process ended, or belongs to another. */
  private static void part(Part part) {
    try {
      part.tell();
    } catch (IOException | RuntimeException e) {
      // left out
    }
  }

  @FunctionalInterface
  private interface Part {
    void tell() throws IOException;
  }
}
