package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An update of a meter that is kept makes no object. */
class LineAllocationTest {
  private static final int UPDATES = 20_000;
  private static final Map<String, String> TAGS = Map.of("k1", "v1", "k2", "v2");

  @Test
  void update_overUdp_allocatesNothing() throws Exception {
    try (UdpReceiver agent = new UdpReceiver();
        SpectatorRegistry r = Lines.at(agent.location());
        SpectatorRegistry buffered =
            SpectatorRegistry.create(
                Lines.config().location(agent.location()).bufferSize(2048).build())) {
      for (SpectatorRegistry to : new SpectatorRegistry[] {r, buffered}) {
        Counter counter = to.counter("server.numRequests", TAGS);
        Timer timer = to.timer("server.requestLatency", TAGS);
        Gauge gauge = to.gauge("server.load", TAGS);
        Duration duration = Duration.ofNanos(12_345_678);
        assertNothingIsAllocated(counter::increment);
        assertNothingIsAllocated(() -> counter.increment(1.25));
        assertNothingIsAllocated(() -> timer.record(0.042));
        assertNothingIsAllocated(() -> timer.record(duration));
        assertNothingIsAllocated(() -> gauge.set(-17.5));
      }
    }
  }

  private static void assertNothingIsAllocated(Runnable update) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // Compiling and class loading allocate now and then; an update that does, does each time.
    for (int round = 0; round < 10 && least >= UPDATES; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < UPDATES; i++) {
        update.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(0, least / UPDATES, least + " bytes");
  }
}
