package io.tapes.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A JVM with the tests' class path, to be stopped, continued and killed. One thread. */
final class SoakProcess {
  private static final int PATIENCE_SECONDS = 180;

  private final String name;
  private final Process process;
  private final BufferedReader output;
  private boolean stopped;

  /**
   * Starts it.
   *
   * @param errors takes each line of its standard error
   * @param main the name of a class
   */
  SoakProcess(
      String name, String heap, Consumer<String> errors, String main, List<String> arguments)
      throws IOException {
    this.name = name;
    List<String> command = new ArrayList<>();
    command.add(program("java"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", heap));
    // As the tapes script does: newer JDKs warn without them.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches("--(enable-native|sun-misc-unsafe-memory)-access=.*"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    process = new ProcessBuilder(command).start();
    output = process.inputReader(StandardCharsets.UTF_8);
    pump(process.errorReader(StandardCharsets.UTF_8), line -> errors.accept(name + ": " + line));
  }

  static String program(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException(name + " ended without another line");
    }
    return line;
  }

  /** From now on its output is read and forgotten. */
  void drain() {
    pump(output, line -> {});
  }

  private static void pump(BufferedReader from, Consumer<String> to) {
    Thread thread =
        new Thread(
            () -> {
              try (from) {
                from.lines().forEach(to);
              } catch (IOException | UncheckedIOException e) {
                // it is gone
              }
            },
            "pump");
    thread.setDaemon(true);
    thread.start();
  }

  void say(String line) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean isStopped() {
    return stopped;
  }

  void stop() throws IOException, InterruptedException {
    signal("STOP");
    stopped = true;
  }

  void resume() throws IOException, InterruptedException {
    if (stopped) {
      signal("CONT");
      stopped = false;
    }
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, "" + pid()).inheritIO().start().waitFor();
  }

  /** SIGKILL, and its end. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM, and its end, by force if it takes too long. */
  void terminate() {
    process.toHandle().destroy();
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  int exitValue() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(name + " does not end");
    }
    return process.exitValue();
  }

  /** How many descriptors it has open. */
  long descriptors() throws IOException {
    return entries("fd");
  }

  long threads() throws IOException {
    return entries("task");
  }

  private long entries(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc", "" + pid(), folder))) {
      return entries.count();
    }
  }

  /** What is reachable on its heap, in bytes: jcmd collects garbage before it counts. */
  long liveBytes() throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                program("jcmd"),
                "-J-XX:+UseSerialGC",
                "-J-XX:TieredStopAtLevel=1",
                "" + pid(),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String last = "";
    try (BufferedReader lines = jcmd.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
      }
    }
    jcmd.waitFor();
    String[] words = last.strip().split(" +", -1);
    if (words.length != 3 || !words[0].equals("Total")) {
      throw new IOException("jcmd says of " + name + ": " + last);
    }
    return Long.parseLong(words[2]);
  }

  /** Its black box, while the file still has its name. */
  boolean hasBox() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc", "" + pid(), "maps"))) {
      return maps.anyMatch(line -> line.endsWith(".box"));
    }
  }

  /** The folder of the black box that it maps. */
  Path boxes() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc", "" + pid(), "maps"))) {
      return maps.filter(line -> line.endsWith(".box"))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .findFirst()
          .orElseThrow(() -> new IOException(name + " has no black box"))
          .getParent();
    }
  }
}
