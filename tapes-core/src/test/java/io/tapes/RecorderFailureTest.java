package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An error inside a record costs that record at most; the instrument lives on. */
class RecorderFailureTest {
  @Test
  void aStackOverflowInsideARecord_spoilsNothing() {
    spoilsNothing(Registry.create().histogram("h"));
  }

  private static void spoilsNothing(Histogram histogram) {
    for (int i = 0; i < 20; i++) {
      recordUntilTheStackEnds(histogram);
    }
    HistogramValue before = histogram.read(0, 0);
    for (int i = 0; i < 1_000; i++) {
      histogram.record(i);
    }
    HistogramValue after = histogram.read(0, 0);
    assertEquals(before.total().count() + 1_000, after.total().count());
    assertEquals(999, after.total().minus(before.total()).max());
  }

  @SuppressWarnings("InfiniteRecursion") // to the end of the stack
  private static void recordUntilTheStackEnds(Histogram histogram) {
    try {
      histogram.record(500);
      recordUntilTheStackEnds(histogram);
      histogram.record(500);
    } catch (StackOverflowError end) {
      // unwinding, the callers fail as well
    }
  }

  @Test
  void aStackOverflowOnASharedStripe_leavesItUsable() throws InterruptedException {
    Histogram histogram = Registry.create().histogram("h");
    CountDownLatch done = new CountDownLatch(1);
    Thread owner =
        new Thread(
            () -> {
              histogram.record(1);
              Threads.await(done);
            });
    owner.start();
    while (histogram.read(0, 0).total().count() == 0) {
      Thread.onSpinWait();
    }
    spoilsNothing(histogram);
    done.countDown();
    owner.join();
  }

  @Test
  void countAndSumAgree_whereverTheStackEnded() {
    for (int round = 0; round < 50; round++) {
      Histogram histogram = Registry.create().histogram("h");
      recordUntilTheStackEnds(histogram);
      Distribution all = histogram.read(0, 0).total();
      assertEquals(500 * all.count(), all.sum());
    }
  }

  @Test
  void anOutOfMemoryErrorInsideARecord_costsThatRecordAtMost()
      throws IOException, InterruptedException {
    // A JVM of its own: this one has other tests to run.
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OutOfMemory.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains("refused"), output);
  }

  /** Fills the heap, records where that needs memory, makes room and compares the counts. */
  static final class OutOfMemory {
    @SuppressWarnings("SystemOut") // what the test reads
    public static void main(String[] args) {
      Histogram histogram = Registry.create().histogram("h");
      int refused = 0;
      int recorded = 0;
      for (int round = 0; round < 20; round++) {
        List<byte[]> ballast = fill();
        for (int octave = 8 + 2 * round; octave < 8 + 2 * round + 3; octave++) {
          try {
            histogram.record(1L << octave);
            recorded++;
          } catch (OutOfMemoryError e) {
            refused++;
          }
        }
        ballast.clear();
        histogram.record(1L << (8 + 2 * round));
        recorded++;
      }
      long counted = histogram.read(0, 0).total().count();
      if (counted != recorded || refused == 0) {
        System.out.println(recorded + " recorded, " + counted + " counted, " + refused + " failed");
        System.exit(1);
      }
      System.out.println(refused + " refused");
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
