package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A log that blocks must not block all who make series. */
class GaugeReplacedLogTest {
  @Test
  void aSecondSource_isToldOutsideOfTheLock() {
    Registry registry = Registry.create();
    AtomicInteger locked = new AtomicInteger();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(
        new PrintStream(said, true, StandardCharsets.UTF_8) {
          @Override
          public void write(byte[] buffer, int offset, int length) {
            locked.addAndGet(Thread.holdsLock(registry) ? 1 : 0);
            super.write(buffer, offset, length);
          }
        });
    try {
      registry.gauge("slots", () -> 1);
      Gauge second = registry.gauge("slots", () -> 2);
      assertEquals(2, registry.snapshot().number("slots.value"));
      assertEquals(second, registry.gauge("slots"));
    } finally {
      System.setErr(before);
    }
    String line = said.toString(StandardCharsets.UTF_8);
    assertTrue(line.contains("gauge 'slots' has a second source"), line);
    assertEquals(0, locked.get());
  }
}
