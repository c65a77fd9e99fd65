package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryFileTest {
  @TempDir Path folder;

  private static Snapshot everything(Registry registry) {
    registry.counter("c", Tags.of("k", "a=b,\"ü\"")).increment(Long.MAX_VALUE);
    registry.counter("down").decrement(5);
    registry.metric("open").upDownCounter().add(-4);
    registry.metric("cpu").doubleCounter().add(0.1);
    registry.meter("m").mark(3);
    registry.histogram("h").record(0);
    registry.histogram("h").record(70_000);
    registry.histogram("empty");
    registry.timer("t").record(Duration.ofMillis(7));
    registry.gauge("level").set(1.5);
    return registry.snapshot();
  }

  @Test
  void writtenAndRead_hasNothingToSend_andAllWithoutIt() throws IOException {
    Path file = folder.resolve("state.undelivered");
    Registry registry = Registry.builder().clock(new ManualClock(1_700_000_000_000L)).build();
    Snapshot all = everything(registry);
    DeliveryFile.write(file, List.of(new Deliveries.Kept("otlp http://h:1", Map.of(), all)));
    assertEquals("rw-------", permissions(file));
    Deliveries.Kept read = DeliveryFile.read(file).get(0);
    assertEquals("otlp http://h:1", read.destination());
    assertEquals(1_700_000_000_000L, read.delivered().wallMillis());
    assertEquals(0, DeliveredValues.increments(all, read.delivered()));
    registry.meter("m").mark(2);
    registry.timer("t").record(Duration.ofMillis(9));
    registry.metric("open").upDownCounter().add(10);
    assertEquals(3, DeliveredValues.increments(registry.snapshot(), read.delivered()));
    assertEquals(9, read.delivered().series().size()); // a level has no increments
  }

  private static String permissions(Path file) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file));
  }

  @Test
  void read_noFile_isNothing_andDamage_isAnError() throws IOException {
    Path file = folder.resolve("f");
    assertEquals(List.of(), DeliveryFile.read(file));
    for (String text :
        new String[] {
          "",
          "{",
          "{\"version\":2}",
          "{\"version\":1,\"destinations\":[{\"series\":[{\"name\":\"a\"}]}]}",
          "{\"version\":1,\"destinations\":[{\"series\":[{\"name\":\"a\",\"timer\":{\"indices\":[5,4],"
              + "\"counts\":[1,1]}}]}]}"
        }) {
      Files.writeString(file, text);
      assertThrows(IOException.class, () -> DeliveryFile.read(file), text);
    }
  }

  @Test
  void take_theLikestOfTheSameDestination_once() {
    Deliveries deliveries = new Deliveries();
    Snapshot first = Snapshot.of(1, List.of());
    Snapshot second = Snapshot.of(2, List.of());
    deliveries.keep(new Deliveries.Kept("statsd a", Map.of("prefix", "x"), first));
    deliveries.keep(new Deliveries.Kept("statsd a", Map.of("prefix", "y"), second));
    assertEquals(1, deliveries.take("statsd a", Map.of("prefix", "x")).orElseThrow().wallMillis());
    assertEquals(2, deliveries.take("statsd a", Map.of("prefix", "z")).orElseThrow().wallMillis());
    // One that became two: both go on from there.
    assertEquals(1, deliveries.take("statsd a", Map.of("prefix", "x")).orElseThrow().wallMillis());
    assertEquals(true, deliveries.take("statsd b", Map.of()).isEmpty());
    deliveries.settle();
    assertEquals(true, deliveries.take("statsd a", Map.of()).isEmpty());
  }
}
