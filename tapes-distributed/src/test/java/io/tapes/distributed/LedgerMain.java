package io.tapes.distributed;

import io.tapes.Aggregation;
import io.tapes.Counter;
import io.tapes.DoubleHistogram;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Meter;
import io.tapes.Tags;
import io.tapes.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Records until it is told to end, or so many times, and keeps a ledger of it. Arguments: address,
 * folder of black boxes, ledger, number of records, perhaps a common tag 'host'.
 */
final class LedgerMain {
  /** What every record of a distribution is, so that its sum tells as much as its count. */
  static final int VALUE = 1_000_003;

  /** After so many records a job is done, and its series is removed. */
  static final int JOB_RECORDS = 20_000;

  private static volatile boolean ending;

  private LedgerMain() {}

  public static void main(String[] arguments) throws Exception {
    DistributedRegistryBuilder builder =
        DistributedRegistry.builder()
            .address(arguments[0])
            .flushInterval(Duration.ofMillis(20))
            .queueFrames(1)
            .blackBoxFolder(Path.of(arguments[1]));
    if (arguments.length > 4) {
      builder.commonTags(Tags.of("host", arguments[4]));
    }
    DistributedRegistry registry = builder.build();
    registry.connect();
    Thread recording = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ending = true;
                  try {
                    recording.join(10_000);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  registry.close(Duration.ofSeconds(10));
                }));
    record(registry, arguments[2], Long.parseLong(arguments[3]));
  }

  private static void record(DistributedRegistry registry, String file, long records)
      throws Exception {
    Path path = Path.of(file);
    Ledger ledger = new Ledger(path);
    Counter counter = registry.counter("c");
    Tags name = Tags.of("n", path.getFileName().toString());
    Counter own = registry.counter("own", name);
    Counter job = registry.counter("job", name.and("job", "0"));
    Meter meter = registry.meter("m");
    Histogram histogram = registry.histogram("h");
    Timer timer = registry.timer("t");
    DoubleHistogram doubles = registry.metric("d").doubleHistogram();
    Gauge sum = registry.gauge("g", Aggregation.SUM);
    for (long i = 1; i <= records && !ending; i++) {
      ledger.begin(i);
      counter.increment();
      own.increment();
      job.increment();
      meter.mark();
      histogram.record(VALUE);
      doubles.record(i % 2 == 0 ? 0.1 : -0.1);
      timer.record(VALUE, TimeUnit.NANOSECONDS);
      sum.set((double) i);
      ledger.end(i);
      if (i % JOB_RECORDS == 0) {
        registry.remove(job);
        job = registry.counter("job", name.and("job", "" + i / JOB_RECORDS));
      }
      if (i % 5_000 == 0) {
        Thread.sleep(1);
      }
    }
  }
}
