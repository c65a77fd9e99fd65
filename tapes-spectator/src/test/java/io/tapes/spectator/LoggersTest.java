package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LoggersTest {
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      SpectatorRegistry r = Lines.memory();
      for (int i = 0; i < 1_000; i++) {
        r.counter("c", Map.of("", "x")).increment();
        r.counter("d").increment(-1);
      }
      r.close();
      r.counter("late").increment();
      assertEquals(1, r.writer().lostLines());
    }
  }

  @Test
  void warnings_haveTheNamesOfThePythonClient_andComeOnceAMinute() throws Exception {
    String log =
        ChildJvm.output(Main.class, Map.of(), "-Dorg.slf4j.simpleLogger.log.spectator=info");
    assertTrue(log.contains("INFO spectator.registry - create Registry with location=memory"), log);
    assertEquals(1, count(log, "WARN spectator.meter.meter_id"), log);
    assertEquals(1, count(log, "WARN spectator.registry"), log);
    assertEquals(1, count(log, "WARN spectator.writer"), log);
  }

  @Test
  void lines_areShownAtDebugLevel() throws Exception {
    String log =
        ChildJvm.output(
            Main.class, Map.of(), "-Dorg.slf4j.simpleLogger.log.spectator.writer=debug");
    assertEquals(1_000, count(log, "DEBUG spectator.writer - write lines=c:c:1"));
  }

  private static long count(String log, String part) {
    return log.lines().filter(line -> line.contains(part)).count();
  }
}
