package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.distributed.CurvePublicKey;
import io.tapes.distributed.ForkedJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys from the command line to the report, each process of its own. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeysIT {
  @TempDir Path folder;

  private Path keygen(String name) throws Exception {
    Path file = folder.resolve(name);
    try (CommandRun run = CommandRun.start("keygen", file.toString())) {
      String printed = run.rest().strip();
      assertEquals(0, run.exitValue(), run.errors());
      assertEquals(CurvePublicKey.read(folder.resolve(name + ".pub")).text(), printed);
    }
    return file;
  }

  private int work(String address, Path own, int seconds) throws Exception {
    try (ForkedJvm worker =
        ForkedJvm.builder(KeyedWorkerMain.class)
            .args(address, folder + "/server.pub", own.toString(), Integer.toString(seconds))
            .start()) {
      assertTrue(worker.waitFor(Duration.ofMinutes(1)));
      return worker.exitValue();
    }
  }

  @Test
  void aWorkerWhoseKeyIsAllowed_isCounted_andAnotherIsNot() throws Exception {
    Path server = keygen("server");
    Path worker = keygen("worker");
    Path stranger = keygen("stranger");
    Path allowed = Files.createDirectory(folder.resolve("allowed"));
    Files.copy(folder.resolve("worker.pub"), allowed.resolve("worker.pub"));
    Path stream = folder.resolve("stream");
    try (CommandRun run =
        CommandRun.start(
            "aggregate",
            "--listen",
            "tcp://0.0.0.0:0",
            "--key",
            server.toString(),
            "--allow",
            allowed.toString(),
            "--stream",
            stream.toString(),
            "--interval",
            "9999h")) {
      String ready = run.line();
      assertTrue(ready.startsWith("READY tcp://0.0.0.0:"), ready);
      String address = "tcp://127.0.0.1" + ready.substring(ready.lastIndexOf(':'));
      assertEquals(1, work(address, stranger, 2));
      assertEquals(0, work(address, worker, 60));
      run.terminate();
      assertEquals(0, run.exitValue(), run.errors());
      String errors = run.errors();
      assertTrue(
          errors.contains(
              "tapes aggregate: its public key is "
                  + CurvePublicKey.read(folder.resolve("server.pub"))),
          errors);
      assertTrue(errors.contains("is not among those that are allowed"), errors);
      assertFalse(errors.contains(Files.readString(server).strip()), "the secret key is shown");
    }
    List<String> lines = Files.readAllLines(stream, StandardCharsets.UTF_8);
    JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertEquals(10_000, last.at("/jobs/done/value").asLong(), last::toString);
    assertTrue(last.at("/tapes/connections/refused/value").asLong() > 0, last::toString);
  }
}
