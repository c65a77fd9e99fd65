package io.tapes.distributed;

import io.tapes.Counter;
import io.tapes.Histogram;
import io.tapes.Tags;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Does one short job after another, each with series of its own that it removes, beside a black box
 * that would not hold all of them. Arguments: address, folder of black boxes, ledger.
 */
final class JobsMain {
  /** What each job records; the last of it is still on its way when its series are removed. */
  static final int RECORDS = 50;

  private static final int BOX_BYTES = 512 * 1024;

  /** Few enough jobs for the box, which keeps the room of each one for some seconds. */
  private static final int PAUSE_MILLIS = 10;

  private JobsMain() {}

  public static void main(String[] arguments) throws Exception {
    DistributedRegistry registry =
        DistributedRegistry.builder()
            .address(arguments[0])
            .flushInterval(Duration.ofMillis(20))
            .blackBoxFolder(Path.of(arguments[1]))
            .blackBoxBytes(BOX_BYTES)
            .build();
    registry.connect();
    Path path = Path.of(arguments[2]);
    Ledger ledger = new Ledger(path);
    Tags name = Tags.of("n", path.getFileName().toString());
    Counter all = registry.counter("all", name);
    for (long record = 1; ; ) {
      Tags job = name.and("job", "" + record);
      Counter counter = registry.counter("job", job);
      Histogram sizes = registry.histogram("sizes", job);
      for (int i = 0; i < RECORDS; i++, record++) {
        ledger.begin(record);
        all.increment();
        counter.increment();
        sizes.record(i % 8);
        ledger.end(record);
      }
      registry.remove(counter);
      registry.remove(sizes);
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
