package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** An error inside a record costs that record at most; the instrument lives on. */
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
      for (Storage storage : Storage.values()) {
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
    public static void main(String[] args) {
      Histogram histogram = Registry.create().histogram("h");
      Stripe shared = new Stripe();
      int refused = 0;
      int claimed = 0;
      int recorded = 0;
      long sum = 0;
      for (int round = 0; round < 20; round++) {
        List<byte[]> ballast = fill();
        for (int octave = 8 + 2 * round; octave < 8 + 2 * round + 3; octave++) {
          try {
            histogram.record(1L << octave);
            recorded++;
            sum += 1L << octave;
            shared.tryRecord(Buckets.index(1L << octave), 1L << octave);
          } catch (OutOfMemoryError e) {
            refused++;
            claimed += shared.claimed;
          }
        }
        ballast.clear();
        histogram.record(1L << (8 + 2 * round));
        recorded++;
        sum += 1L << (8 + 2 * round);
      }
      Distribution all = histogram.read(0, 0).total();
      check(claimed == 0, "a stripe remained claimed");
      check(refused > 0, "no record met the end of the heap");
      check(all.count() == recorded, recorded + " recorded, " + all.count() + " counted");
      check(all.sum() == sum, "sum " + all.sum() + " for " + sum);
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
