package io.tapes.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.tapes.distributed.DistributedRegistry;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records through Micrometer until it is told to end, or killed, and keeps a ledger: a number
 * before each record and the same one after it. Arguments: address, folder of black boxes, ledger.
 */
final class MeterWorker {
  static final double AMOUNT = 0.25;
  static final long NANOS = 1_000_003;

  private static volatile boolean ending;

  private MeterWorker() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    DistributedRegistry registry =
        DistributedRegistry.builder()
            .address(arguments[0])
            .blackBoxFolder(Path.of(arguments[1]))
            .flushInterval(Duration.ofMillis(20))
            .build();
    registry.connect();
    Thread recording = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(registry, recording)));
    record(new TapesMeterRegistry(registry), Path.of(arguments[2]));
  }

  private static void end(DistributedRegistry registry, Thread recording) {
    ending = true;
    try {
      recording.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    registry.close(Duration.ofSeconds(50));
  }

  private static void record(TapesMeterRegistry meters, Path file)
      throws IOException, InterruptedException {
    String worker = file.getFileName().toString();
    Counter counter = Counter.builder("orders").baseUnit("euros").register(meters);
    Counter own = meters.counter("own", "worker", worker);
    Timer timer = Timer.builder("latency").publishPercentileHistogram().register(meters);
    DistributionSummary summary = meters.summary("size");
    AtomicLong jobs = new AtomicLong();
    FunctionCounter.builder("jobs", jobs, AtomicLong::get).tag("worker", worker).register(meters);
    Gauge.builder("alive", () -> 1).register(meters);
    ByteBuffer ledger = ledger(file);
    for (long i = 1; !ending; i++) {
      ledger.putLong(0, i);
      VarHandle.fullFence();
      counter.increment(AMOUNT);
      own.increment();
      timer.record(NANOS, TimeUnit.NANOSECONDS);
      summary.record(AMOUNT);
      jobs.incrementAndGet();
      VarHandle.fullFence();
      ledger.putLong(Long.BYTES, i);
      if (i % 500 == 0) {
        Thread.sleep(1); // leaves something of the processor to the others
      }
    }
  }

  private static ByteBuffer ledger(Path file) throws IOException {
    Path begun = file.resolveSibling(file.getFileName() + ".new");
    Files.write(begun, new byte[2 * Long.BYTES]);
    Files.move(begun, file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, 2 * Long.BYTES);
    }
  }
}
