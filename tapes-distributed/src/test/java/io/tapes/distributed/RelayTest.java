package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An aggregator that is a worker of another one. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RelayTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;

  private String address(String name) {
    return "ipc://" + folder.resolve(name + ".ipc");
  }

  private RegistryAggregatorBuilder builder(String name) {
    return RegistryAggregator.builder()
        .address(address(name))
        .state(folder.resolve(name + ".state"))
        .stateInterval(Duration.ofMillis(50));
  }

  private void deliver(int events) {
    try (DistributedRegistry registry = DistributedRegistry.create(address("relay"))) {
      registry.connect();
      registry.counter("c").increment(events);
      registry.meter("m").mark(events);
      registry.timer("t").record(events, TimeUnit.SECONDS);
      registry.gauge("sum", Aggregation.SUM).set(events);
      registry.gauge("all", Aggregation.ALL).set(events);
      assertTrue(registry.close(LONG));
    }
  }

  private static double number(RegistryAggregator aggregator, String path) {
    return aggregator.snapshot().at(path).map(n -> ((Number) n).doubleValue()).orElse(0.0);
  }

  private static void await(RegistryAggregator top, int rounds) throws Exception {
    Await.until("round " + rounds, () -> number(top, "c.value") >= 5.0 * rounds);
    Await.until("round " + rounds, () -> number(top, "sum.value") >= 5.0 * rounds);
    // A snapshot may be taken while a frame is applied, of which this is the last part.
    Await.until("round " + rounds, () -> number(top, "t.count") >= rounds);
    assertEquals(5.0 * rounds, number(top, "c.value"));
    assertEquals(5.0 * rounds, number(top, "m.count"));
    assertEquals(rounds, number(top, "t.count"));
    assertEquals(5.0 * rounds, number(top, "sum.value"));
    assertEquals(
        rounds, top.snapshot().series().stream().filter(s -> s.name().equals("all")).count());
  }

  @Test
  void aRelayThatIsStartedAgain_isCountedOnce() throws Exception {
    try (RegistryAggregator top = builder("top").build().start()) {
      for (int round = 1; round <= 3; round++) {
        try (RegistryAggregator relay = builder("relay").upstream(address("top")).build().start()) {
          deliver(5);
          assertEquals(5.0 * round, number(relay, "c.value"));
          await(top, round);
        }
      }
      assertEquals(0, number(top, "tapes.workers.lost.value"));
    }
  }

  @Test
  void aRelayThatIsKilled_isCountedOnce() throws Exception {
    try (RegistryAggregator top = builder("top").build().start()) {
      for (int round = 1; round <= 3; round++) {
        try (ChildJvm relay =
            new ChildJvm(
                AggregatorMain.class,
                address("relay"),
                folder.resolve("relay.state").toString(),
                folder.resolve("boxes").toString(),
                address("top"))) {
          assertEquals("READY", relay.readLine());
          deliver(5);
          relay.kill();
        }
      }
      try (RegistryAggregator relay = builder("relay").upstream(address("top")).build().start()) {
        await(top, 3);
        assertEquals(15, number(relay, "c.value"));
      }
    }
  }

  @Test
  void theUpperAggregator_mayBeStartedAnewAsWell() throws Exception {
    try (RegistryAggregator relay = builder("relay").upstream(address("top")).build().start()) {
      assertEquals(address("relay"), relay.address());
      for (int round = 1; round <= 3; round++) {
        try (RegistryAggregator top = builder("top").build().start()) {
          deliver(5);
          await(top, round);
        }
      }
    }
  }

  @Test
  void aRelayWithoutAStateFile_isRefused() {
    RegistryAggregatorBuilder builder =
        RegistryAggregator.builder().address(address("relay")).upstream(address("top"));
    String message = assertThrows(IllegalStateException.class, builder::build).getMessage();
    assertTrue(message.contains("needs a state file"), message);
  }

  @Test
  void whatTheOneAboveDoesNotHaveYet_doesNotExpire() throws Exception {
    try (RegistryAggregator relay =
        builder("relay")
            .upstream(address("top"))
            .expireSeriesAfter(Duration.ofSeconds(1))
            .build()
            .start()) {
      deliver(5);
      // A gauge is not counted: it goes as soon as the others might.
      Await.until("the time", () -> relay.snapshot().at("sum").isEmpty());
      assertEquals(5, number(relay, "c.value"));
      try (RegistryAggregator top = builder("top").build().start()) {
        Await.until("the sums", () -> number(top, "c.value") == 5 && number(top, "t.count") == 1);
        Await.until("their end", () -> relay.snapshot().at("c").isEmpty());
        deliver(7);
        Await.until("more", () -> number(top, "c.value") == 12);
        assertEquals(7, number(relay, "c.value"));
      }
    }
  }
}
