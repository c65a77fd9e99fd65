package io.tapes.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The command in a process of its own, as a shell starts it. */
final class CommandRun implements AutoCloseable {
  private final Process process;
  private final Path errors;
  private final BufferedReader out;

  private CommandRun(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static CommandRun start(String... args) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx256m");
    // As the tapes script does: newer JDKs warn without them.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches("--(enable-native|sun-misc-unsafe-memory)-access=.*"))
        .forEach(words::add);
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(Main.class.getName());
    words.addAll(List.of(args));
    Path errors = Files.createTempFile("tapes-cli-test", ".err");
    return new CommandRun(new ProcessBuilder(words).redirectError(errors.toFile()).start(), errors);
  }

  /** The next line on standard output; null at its end. */
  String line() throws IOException {
    return out.readLine();
  }

  /** All that is left of standard output. */
  String rest() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = line(); line != null; line = line()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  long pid() {
    return process.pid();
  }

  int exitValue() throws InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new AssertionError("the command does not end");
    }
    return process.exitValue();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  /** The same without the lines which a busy machine alone brings about: that a close waits. */
  String complaints() throws IOException {
    return errors()
        .lines()
        .filter(line -> !line.contains(" - waiting for the aggregator on "))
        .collect(Collectors.joining("\n"));
  }

  /** SIGTERM. Not by Process.destroy(), which would also close the pipe of the output. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGHUP, which Java itself cannot send. */
  void hangUp() throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    int status = new ProcessBuilder("kill", "-HUP", pid).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("kill -HUP " + pid + " ended with " + status);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  List<ProcessHandle> children() {
    return process.toHandle().children().toList();
  }

  @Override
  public void close() throws IOException {
    kill();
    Files.deleteIfExists(errors);
  }
}
