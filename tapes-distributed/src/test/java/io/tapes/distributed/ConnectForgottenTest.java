package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.link.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A registry that nobody connects, and closes that need not wait. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectForgottenTest {
  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

  @TempDir Path folder;

  private RegistryAggregator aggregator() {
    return RegistryAggregator.builder()
        .address("ipc://" + folder.resolve("a.ipc"))
        .blackBoxFolder(folder.resolve("boxes"))
        .build()
        .start();
  }

  private DistributedRegistryBuilder worker() {
    return DistributedRegistry.builder()
        .address("ipc://" + folder.resolve("a.ipc"))
        .blackBoxFolder(folder.resolve("boxes"))
        .closeTimeout(Duration.ofHours(1));
  }

  @Test
  void itDeliversWhenItIsClosed() {
    try (RegistryAggregator aggregator = aggregator()) {
      DistributedRegistry registry = worker().build();
      registry.counter("c").increment(3);
      assertTrue(registry.close(Duration.ofSeconds(60)));
      assertEquals(3, aggregator.snapshot().number("c.value"));
    }
  }

  @Test
  void itConnectsByItselfAfterAWhile() throws Exception {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry registry = worker().patience(Duration.ofMillis(1)).build()) {
      registry.counter("c").increment(3);
      Await.until(
          "c", () -> aggregator.snapshot().at("c.value").map(c -> c.equals(3L)).orElse(false));
    }
  }

  @Test
  void withoutARecord_thereIsNothingToWaitFor() {
    DistributedRegistry registry = worker().build();
    assertFalse(registry.close(FOR_EVER));
  }

  @Test
  void withoutAnAggregator_whoHasABlackBoxNeedNotWait() throws Exception {
    DistributedRegistry registry = worker().build();
    registry.connect();
    registry.counter("c").increment(3);
    registry.close(); // within the hour that it might take
    try (RegistryAggregator aggregator = aggregator()) {
      Await.until(
          "c", () -> aggregator.snapshot().at("c.value").map(c -> c.equals(3L)).orElse(false));
    }
  }

  @Test
  void aTimeoutWithoutEnd_isOne() {
    try (RegistryAggregator aggregator = aggregator()) {
      for (Duration timeout : new Duration[] {FOR_EVER, Duration.ofNanos(Long.MAX_VALUE)}) {
        DistributedRegistry registry = worker().build();
        registry.connect();
        registry.counter("c").increment();
        assertTrue(registry.close(timeout));
      }
      assertEquals(2, aggregator.snapshot().number("c.value"));
    }
  }

  @Test
  void theLongestPathOfASocket_isReached() {
    String prefix = folder.toString() + "/";
    String path = prefix + "x".repeat(Endpoint.MAX_PATH_BYTES - prefix.length());
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder().address("ipc://" + path).build().start();
        DistributedRegistry registry = DistributedRegistry.create("ipc://" + path)) {
      registry.connect();
      registry.counter("c").increment();
      assertTrue(registry.close(Duration.ofSeconds(60)));
      assertEquals(1, aggregator.snapshot().number("c.value"));
    }
  }
}
