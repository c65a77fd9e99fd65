package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that record with exemplars beside each other, and beside readers. */
class ExemplarStressTest {
  private static final int WRITERS = 4;
  private static final int RECORDS = 50_000;
  private static final int VALUES = 16;

  private final Registry registry = Registry.create();
  private final Histogram histogram = registry.histogram("h");

  /** The n-th record of a value by a thread says so, and is dated n: so the last one is known. */
  private void write(int writer) {
    for (int n = 1; n <= RECORDS; n++) {
      Tags labels = Tags.of("writer", String.valueOf(writer), "n", String.valueOf(n));
      histogram.record(1L << n % VALUES, new Exemplar(labels, Double.NaN, n));
    }
  }

  /** No exemplar goes back in time, is of another record, or is seen before its record. */
  private long read(AtomicBoolean done) {
    long[] latest = new long[VALUES];
    long readings = 0;
    boolean last;
    do {
      last = done.get();
      Series series = registry.snapshot().series(histogram.id()).orElse(null);
      if (series != null) {
        check(series, latest);
        readings++;
      }
    } while (!last);
    return readings;
  }

  private static void check(Series series, long[] latest) {
    assertTrue(series.exemplars().size() <= VALUES);
    long count = series.value().asDistribution().total().count();
    for (Exemplar one : series.exemplars()) {
      long n = one.timestampMillis();
      int place = Long.numberOfTrailingZeros((long) one.value());
      assertEquals(n % VALUES, place, "the value is that of its record");
      assertEquals(String.valueOf(n), one.labels().value("n").orElseThrow());
      assertTrue(n >= latest[place], "newer ones stay");
      assertTrue(count >= n, "its thread has recorded n values");
      latest[place] = n;
    }
  }

  @Test
  @Timeout(120)
  void theNewestOfEachRange_winsWhoeverIsFaster() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2);
    AtomicBoolean done = new AtomicBoolean();
    try {
      List<Future<Long>> readers = new ArrayList<>();
      Callable<Long> reader = () -> read(done);
      readers.add(threads.submit(reader));
      readers.add(threads.submit(reader));
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(threads.submit(() -> write(writer)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      done.set(true);
      for (Future<Long> one : readers) {
        assertTrue(one.get() > 0);
      }
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
    assertEquals((long) WRITERS * RECORDS, histogram.count());
    Exemplars last = histogram.exemplars();
    assertEquals(VALUES, last.size());
    for (Exemplar one : last) {
      assertTrue(one.timestampMillis() > RECORDS - VALUES, "one of the last of its range");
      assertEquals(
          String.valueOf(WRITERS - 1),
          one.labels().value("writer").orElseThrow(),
          "of one time always the same");
    }
  }
}
