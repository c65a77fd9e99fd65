package io.tapes.reporters;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs of other projects that judge our output, where they are installed. */
public final class Backends {
  private Backends() {}

  /** Skips the test, or fails it when backends are required, unless the program is there. */
  public static void require(boolean installed, String reason) {
    if (Boolean.getBoolean("tapes.backends.required")) {
      assertTrue(installed, reason);
    }
    assumeTrue(installed, reason);
  }

  /** Whether a program is on the PATH. */
  public static boolean onPath(String program) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Runs a program to its end. */
  public static Result run(Path input, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /**
   * What a program said.
   *
   * @param status its exit status
   * @param output its standard output and error
   */
  public record Result(int status, String output) {}
}
