package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a command whose main thread does not come to one. */
@Timeout(120)
class TerminationTest {
  /** Closes for ever, once it is told to end. */
  static final class Hanging {
    private Hanging() {}

    public static void main(String[] arguments) throws InterruptedException {
      Termination termination = new Termination(Duration.ofSeconds(1)).onSignals(System.err);
      System.out.println("READY");
      termination.await();
      new CountDownLatch(1).await();
    }
  }

  @Test
  void aMainThreadThatHangs_isNotWaitedForForEver() throws IOException, InterruptedException {
    assertEquals(Duration.ofSeconds(25), Termination.LONGEST_CLOSING);
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Hanging.class.getName())
            .start();
    try {
      assertEquals("READY", command.inputReader(StandardCharsets.UTF_8).readLine());
      command.toHandle().destroy(); // SIGTERM, and its streams stay open
      assertTrue(command.waitFor(60, TimeUnit.SECONDS), "it waits for ever");
      assertEquals(1, command.exitValue());
      assertEquals(
          "tapes: not closed within 1 s; ends anyway",
          command.errorReader(StandardCharsets.UTF_8).readLine());
    } finally {
      command.destroyForcibly();
    }
  }
}
