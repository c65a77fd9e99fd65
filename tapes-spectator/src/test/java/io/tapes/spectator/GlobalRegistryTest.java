package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GlobalRegistryTest {
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      GlobalRegistry.counter("server.numRequests", Map.of("k", "v")).increment();
      GlobalRegistry.timer("server.requestLatency").record(0.5);
      System.out.println(Lines.of(GlobalRegistry.get()));
    }
  }

  @Test
  void meters_writeWhereTheEnvironmentSays() throws Exception {
    Map<String, String> environment =
        Map.of("SPECTATOR_OUTPUT_LOCATION", "memory", "NETFLIX_PROCESS_NAME", "test");
    String written =
        ChildJvm.output(Main.class, environment, "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    assertEquals(
        List.of(
                "c:server.numRequests,k=v,nf.process=test:1",
                "t:server.requestLatency,nf.process=test:0.5")
            .toString(),
        written);
  }
}
