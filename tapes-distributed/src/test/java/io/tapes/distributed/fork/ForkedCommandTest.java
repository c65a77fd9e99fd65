package io.tapes.distributed.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForkedCommandTest {
  @Test
  void optionsForOneProcessOnly_areNotTakenOver() {
    String[] given = {
      "-Dkept=1",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "-ea",
      "-Xmx1g",
      "-javaagent:agent.jar",
      "-agentlib:jdwp=transport=dt_socket,server=y",
      "-Dcom.sun.management.jmxremote.port=9010",
      "-XX:+UseSerialGC"
    };
    assertEquals(
        List.of("-Dkept=1", "--add-opens=java.base/java.lang=ALL-UNNAMED", "-ea"),
        ForkedCommand.takenOver(List.of(given)));
  }
}
