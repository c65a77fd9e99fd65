package io.tapes.weaver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Starts other JVMs of the running JDK. */
final class Jvm {

  /**
   * What a JVM printed.
   *
   * @param exit its exit code
   * @param out its standard output
   * @param err its standard error
   */
  record Result(int exit, String out, String err) {
    /** The output of a run without failure and without a word on standard error. */
    String quiet() {
      assertEquals("", err);
      return good();
    }

    /** The output of a run without failure. */
    String good() {
      assertEquals(0, exit, () -> out + err);
      return out;
    }
  }

  private Jvm() {}

  static Result java(String... arguments) throws IOException, InterruptedException {
    return run("java", List.of(arguments));
  }

  /** Compiles sources; the first argument is the output folder. */
  static Result javac(Path output, Path sources, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-g", "-parameters", "-d", output.toString()));
    all.addAll(Arrays.asList(arguments));
    try (var files = Files.walk(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).sorted().forEach(all::add);
    }
    return run("javac", all);
  }

  /** What an application with our metrics has on its class path. */
  static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(path -> path.matches(".*(tapes-annotations|tapes-core|slf4j).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Result run(String tool, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(arguments);
    Path out = Files.createTempFile("tapes", ".out");
    Path err = Files.createTempFile("tapes", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      int exit = process.waitFor();
      return new Result(exit, text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
