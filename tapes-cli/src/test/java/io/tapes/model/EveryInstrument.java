package io.tapes.model;

import io.tapes.DoubleCounter;
import io.tapes.DoubleHistogram;
import io.tapes.LongTaskTimer;
import io.tapes.MonitoredExecutor;
import io.tapes.Registry;
import io.tapes.StateSet;
import io.tapes.Stopwatch;
import io.tapes.Tags;
import io.tapes.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes each instrument that there is, and records the same into it each time. */
final class EveryInstrument implements AutoCloseable {
  enum Phase {
    IDLE,
    RUNNING
  }

  private final LongTaskTimer.Task task;

  EveryInstrument(Registry registry) throws Exception {
    Timer latency =
        registry.metric("http.latency").description("Time to answer").tags("path", "/buy").timer();
    latency.record(Duration.ofMillis(3));
    latency.wrap(() -> {}).run();
    registry
        .metric("payload")
        .unit("bytes")
        .description("Request size")
        .bounds(100, 1_000, 10_000)
        .histogram()
        .record(512);
    DoubleHistogram ratio = registry.metric("conversion.ratio").doubleHistogram();
    ratio.record(0.37);
    ratio.record(-1.5);
    registry.metric("answer.bytes").unit("bytes").summary().record(1.5);
    DoubleCounter cpu = registry.metric("cpu.used").unit("seconds").doubleCounter();
    cpu.add(0.25);
    registry.counter("jobs.done").increment(5);
    registry.meter("errors").mark(3);
    registry.gauge("temperature").set(21.5);
    registry.metric("in.flight").upDownCounter().add(-1);
    registry.metric("queue.peak").maxGauge().update(17);
    registry.metric("last.success").ageGauge().reset();
    registry.metric("nic.bytes").followedCounter(() -> 1_000L);
    registry.metric("nic.seconds").followedCounter(() -> 1.5);
    registry.metric("nic.packets").followedUnsigned(() -> 7L);
    registry.metric("conn.wait").followedTimer(() -> 4L, () -> 2_000_000_000L);
    LongTaskTimer jobs = registry.metric("jobs.active").longTaskTimer();
    task = jobs.start();
    registry.metric("build").tags("version", "1.2").info();
    StateSet<Phase> phase = registry.metric("job.phase").stateSet(Phase.class);
    phase.set(Phase.RUNNING);
    Stopwatch watch = Stopwatch.start(registry);
    watch.stop(registry.timer("http", Tags.of("status", "200")));
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (MonitoredExecutor pool = MonitoredExecutor.of(threads, registry, "pool")) {
      pool.submit(() -> {}).get();
    }
    try {
      registry
          .counter("failures")
          .countExceptions(
              IOException.class,
              () -> {
                throw new IOException("as it happens");
              });
    } catch (IOException counted) {
      // It is counted, and passed on.
    }
    registry.gauge("t").setToCurrentTime();
    try (var progress = registry.gauge("g").trackInProgress()) {
      registry.gauge("g.seen").set(progress == null ? 0 : 1);
    }
  }

  @Override
  public void close() {
    task.close();
  }
}
