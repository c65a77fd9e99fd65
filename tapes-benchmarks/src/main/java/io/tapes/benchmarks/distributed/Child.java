package io.tapes.benchmarks.distributed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A JVM of its own that answers questions, one line each; closing it ends it. */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;

  Child(Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx512m", "-Dslf4j.internal.verbosity=ERROR"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    String ready = answers.readLine();
    if (!"ready".equals(ready)) {
      throw new IOException("process " + main.getSimpleName() + " says " + ready);
    }
  }

  /** What the other side's {@link #answer} has for this word. */
  double ask(String question) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(question).append('\n').flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the process has ended instead of answering '" + question + "'");
    }
    return Double.parseDouble(line);
  }

  @Override
  public void close() throws IOException {
    // The end of its input tells it to end; what it had to say is said.
    process.outputWriter(StandardCharsets.UTF_8).close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The child's side: answers until its input ends. Every child knows how long its compiler has
   * worked and how much of its heap is in use; any other question is for processor time.
   */
  static void answer(Map<String, Supplier<Double>> questions) throws IOException {
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(questions.getOrDefault(line, known(line)).get());
    }
  }

  private static Supplier<Double> known(String question) {
    return switch (question) {
      case "compilation" -> Child::compilationNanos;
      case "heap" -> Child::heapBytes;
      default -> Child::cpuNanos;
    };
  }

  /** The processor time of this process. */
  static double cpuNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  /** What is in use after collections: the second one frees what the first one only cleared. */
  private static double heapBytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static double compilationNanos() {
    return 1e6 * ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }
}
