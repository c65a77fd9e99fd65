package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.blackbox.BlackBox;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import io.tapes.recording.Stripe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/**
 * An error inside a record costs that record at most; the instrument lives on. On a full heap there
 * is none to see: what has no memory is dropped and counted.
 */
class RecorderFailureTest {
  @Test
  void aStackOverflowInsideARecord_leavesCountAndSumInStep()
      throws IOException, InterruptedException {
    // Interpreted, so that every call inside a record can be the one that does not fit any more.
    run("-Xint", "-Xss256k", StackOverflow.class);
  }

  @Test
  void anOutOfMemoryErrorInsideARecord_costsThatRecordAtMost()
      throws IOException, InterruptedException {
    run("-Xmx24m", "-XX:+UseSerialGC", OutOfMemory.class);
  }

  private static void run(String option, String other, Class<?> program)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                other,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  private static void check(boolean condition, String failure) {
    if (!condition) {
      throw new AssertionError(failure);
    }
  }

  /**
   * Records at every depth of the stack, as the owner of a stripe and as one of those who share.
   */
  static final class StackOverflow {
    private static int failed;

    public static void main(String[] args) {
      for (StorageKind storage : StorageKind.values()) {
        TestRecorder recorder = storage.recorder();
        recordAtTheEndOfTheStack(recorder::add);
        recorder.add(500); // the next record completes what was cut off, if something was
        checkThatOnlyWholeRecordsCount(recorder.total(Distribution.empty()));
        recorder.add(700);
        check(recorder.total(Distribution.empty()).max() == 700, "the next record is lost");
      }
    }

    private static void checkThatOnlyWholeRecordsCount(Distribution all) {
      check(failed >= 200, "only " + failed + " records failed");
      check(all.sum() == 500 * all.count(), all.count() + " records, sum " + all.sum());
      check(all.min() == 500 && all.max() == 500, "extremes without a value");
      failed = 0;
    }

    private static void recordAtTheEndOfTheStack(LongConsumer record) {
      for (int round = 0; round < 200; round++) {
        recurse(record, round);
      }
    }

    private static void recurse(LongConsumer record, int shift) {
      try {
        if (shift > 0) {
          recurse(record, shift - 1); // another distance to the end than in the other rounds
        } else {
          deeper(record);
        }
      } catch (StackOverflowError e) {
        failed++;
      }
    }

    @SuppressWarnings("InfiniteRecursion") // to the end of the stack
    private static void deeper(LongConsumer record) {
      record.accept(500);
      deeper(record);
    }
  }

  /** Fills the heap, records where that needs memory, makes room and compares the counts. */
  static final class OutOfMemory {
    private static final int THREADS = 4;
    private static final int COUNTS = 500;

    public static void main(String[] args) throws IOException, InterruptedException {
      for (Registry registry : List.of(Registry.create(), inBox())) {
        recordValues(registry);
        count(registry);
      }
    }

    private static Registry inBox() throws IOException {
      Path file = Files.createTempDirectory("tapes").resolve("box");
      BlackBox box = BlackBox.create(file, new byte[0], 8 << 20);
      file.toFile().deleteOnExit();
      return Registry.builder().storage(box).build();
    }

    private static void recordValues(Registry registry) {
      Histogram histogram = registry.histogram("h");
      Timer timer = registry.timer("t");
      Stripe shared = new Stripe();
      int refused = 0;
      int claimed = 0;
      int attempts = 0;
      for (int round = 0; round < 8; round++) {
        List<byte[]> ballast = fill();
        for (int octave = 8 + 2 * round; octave < 8 + 2 * round + 3; octave++) {
          histogram.record(1L << octave);
          timer.record(1L << octave, TimeUnit.NANOSECONDS);
          attempts++;
          refused += shared.tryRecord(Buckets.index(1L << octave), 1L << octave) ? 0 : 1;
          claimed += shared.isClaimed() ? 1 : 0;
        }
        ballast.clear();
        histogram.record(1L << (8 + 2 * round));
        timer.record(1L << (8 + 2 * round), TimeUnit.NANOSECONDS);
        attempts++;
      }
      Snapshot all = registry.snapshot();
      double dropped = all.number("tapes.dropped.value");
      double recorded = all.number("h.count") + all.number("t.count");
      check(claimed == 0, "a stripe remained claimed");
      check(refused > 0, "no record met the end of the heap");
      check(dropped > 0, "no record of an instrument met the end of the heap");
      check(recorded + dropped == 2 * attempts, recorded + " and " + dropped + " of " + attempts);
      check(histogram.count() + timer.count() == recorded, "another count without a snapshot");
      check(inStep(histogram.read(0, 0).total()), "count and sum differ");
      check(inStep(timer.read(0, 0).total()), "count and sum differ");
    }

    /** Of values that are the only ones in their buckets. */
    private static boolean inStep(Distribution all) {
      long sum = 0;
      for (int i = 0; i < all.bucketCount(); i++) {
        sum += all.bucketValues(i) * Buckets.lowest(all.bucketIndex(i));
      }
      return sum == all.sum();
    }

    /** Contended for while there is no memory for the cells that this takes. */
    private static void count(Registry registry) throws InterruptedException {
      Counter counter = registry.counter("c");
      Meter meter = registry.meter("m");
      CountDownLatch ready = new CountDownLatch(THREADS);
      AtomicBoolean go = new AtomicBoolean();
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread[] threads = new Thread[THREADS];
      for (int t = 0; t < THREADS; t++) {
        threads[t] =
            new Thread(
                () -> {
                  counter.increment();
                  meter.mark();
                  ready.countDown();
                  while (!go.get()) {
                    Thread.onSpinWait();
                  }
                  try {
                    for (int i = 1; i < COUNTS; i++) {
                      counter.increment();
                      meter.mark();
                    }
                  } catch (Throwable e) {
                    thrown.set(e);
                  }
                });
        threads[t].start();
      }
      ready.await();
      List<byte[]> ballast = fill();
      go.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      ballast.clear();
      check(thrown.get() == null, "counting threw " + thrown.get());
      check(counter.value() == (long) THREADS * COUNTS, counter.value() + " counted");
      check(meter.count() == (long) THREADS * COUNTS, meter.count() + " marked");
    }

    private static List<byte[]> fill() {
      List<byte[]> ballast = new ArrayList<>();
      for (int size = 1 << 20; size >= 16; size /= 2) {
        try {
          while (true) {
            ballast.add(new byte[size]);
          }
        } catch (OutOfMemoryError e) {
          // on with smaller pieces
        }
      }
      return ballast;
    }
  }
}
