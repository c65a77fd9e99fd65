package io.tapes.distributed;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with the tests' class path, to be stopped and killed. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  public ChildJvm(Class<?> main, String... arguments) throws IOException {
    this(List.of(), main, arguments);
  }

  /** With so much memory, such as {@code -Xmx40m}. */
  public ChildJvm(String heap, Class<?> main, String... arguments) throws IOException {
    this(List.of(), System.getProperty("java.class.path"), heap, main, arguments);
  }

  /** With so many files open at most. */
  static ChildJvm withDescriptors(int most, Class<?> main, String... arguments) throws IOException {
    return new ChildJvm(
        List.of("bash", "-c", "ulimit -n " + most + "; exec \"$@\"", "bash"), main, arguments);
  }

  /** As the last of other programs, which run it in their place. */
  public ChildJvm(List<String> programs, Class<?> main, String... arguments) throws IOException {
    this(programs, System.getProperty("java.class.path"), main, arguments);
  }

  public ChildJvm(List<String> programs, String classPath, Class<?> main, String... arguments)
      throws IOException {
    this(programs, classPath, "-Xmx128m", main, arguments);
  }

  private ChildJvm(
      List<String> programs, String classPath, String heap, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(programs);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", heap));
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  public String readLine() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the child has ended without another line");
    }
    return line;
  }

  public String ask(String question) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(question).append('\n').flush();
    return readLine();
  }

  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().waitFor();
  }

  public long pid() {
    return process.pid();
  }

  public boolean hasEnded() {
    return !process.isAlive();
  }

  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  int exitStatus() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the child did not end within a minute");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    kill();
    output.close();
  }
}
