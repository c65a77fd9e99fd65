package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Recording and looking up allocate nothing. */
class AllocationTest {
  private static final int OPERATIONS = 100_000;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Registry registry = Registry.create();

  /** What is lost in the measurement itself is far below one byte per operation. */
  private static long bytesPerOperation(Runnable operation) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < OPERATIONS; i++) {
        operation.run();
      }
      long after = THREADS.getCurrentThreadAllocatedBytes();
      least = Math.min(least, (after - before) / OPERATIONS);
    }
    return least;
  }

  @BeforeAll
  static void measurable() {
    Assumptions.assumeTrue(
        THREADS.isThreadAllocatedMemorySupported(), "this JVM does not count allocated bytes");
    THREADS.setThreadAllocatedMemoryEnabled(true);
  }

  @Test
  void theMeasurement_seesAllocations() {
    Object[] sink = new Object[1];
    assertEquals(32, bytesPerOperation(() -> sink[0] = new long[2]));
  }

  @Test
  void counters_allocateNothing() {
    Counter counter = registry.counter("c");
    assertEquals(0, bytesPerOperation(counter::increment));
    assertEquals(0, bytesPerOperation(() -> counter.increment(5)));
    assertEquals(0, bytesPerOperation(counter::decrement));
    DoubleCounter cpu = registry.metric("cpu").doubleCounter();
    assertEquals(0, bytesPerOperation(() -> cpu.add(0.1)));
    UpDownCounter open = registry.metric("open").upDownCounter();
    assertEquals(0, bytesPerOperation(open::increment));
    assertEquals(0, bytesPerOperation(() -> open.add(-1)));
  }

  @Test
  void meters_allocateNothing() {
    Meter meter = registry.meter("m");
    assertEquals(0, bytesPerOperation(meter::mark));
  }

  @Test
  void gauges_allocateNothing() {
    Gauge gauge = registry.gauge("g");
    assertEquals(0, bytesPerOperation(() -> gauge.set(2)));
    assertEquals(0, bytesPerOperation(() -> gauge.add(1)));
  }

  @Test
  void histograms_allocateNothing() {
    Histogram histogram = registry.histogram("h");
    long[] next = {1};
    assertEquals(
        0,
        bytesPerOperation(
            () -> {
              next[0] = next[0] * 6364136223846793005L + 1442695040888963407L;
              histogram.record(next[0] >>> 1);
            }));
  }

  @Test
  void timers_allocateNothing() {
    Timer timer = registry.timer("t");
    Duration duration = Duration.ofMillis(3);
    assertEquals(0, bytesPerOperation(() -> timer.record(3, TimeUnit.MILLISECONDS)));
    assertEquals(0, bytesPerOperation(() -> timer.record(duration)));
  }

  /** Also where the compiler cannot see both ends: the start is kept in a field in between. */
  @Test
  void timingsByNumber_allocateNothing() {
    Timer timer = registry.timer("t");
    long[] started = new long[1];
    assertEquals(
        0,
        bytesPerOperation(
            () -> {
              started[0] = timer.startNanos();
              timer.recordSince(started[0]);
            }));
    Timer.Timing[] timing = new Timer.Timing[1];
    assertEquals(
        32,
        bytesPerOperation(
            () -> {
              timing[0] = timer.start();
              timing[0].close();
            }));
  }

  @Test
  void droppedRecords_allocateNothing() {
    Timer timer = registry.timer("t");
    Gauge gauge = registry.gauge("g");
    assertEquals(0, bytesPerOperation(() -> timer.record(-1, TimeUnit.MILLISECONDS)));
    assertEquals(0, bytesPerOperation(() -> gauge.set(Double.NaN)));
  }

  @Test
  void lookUps_allocateNothing() {
    Tags tags = Tags.of("method", "GET", "status", "200");
    Registry common = Registry.builder().commonTags(tags).build();
    registry.counter("http.requests", tags);
    assertEquals(0, bytesPerOperation(() -> registry.timer("my.timer")));
    assertEquals(0, bytesPerOperation(() -> registry.counter("http.requests", tags)));
    assertEquals(0, bytesPerOperation(() -> common.counter("c")));
  }
}
