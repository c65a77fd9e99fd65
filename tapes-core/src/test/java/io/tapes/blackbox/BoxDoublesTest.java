package io.tapes.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.DoubleCounter;
import io.tapes.InstrumentProbe;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums of doubles, in a file that is removed meanwhile. */
class BoxDoublesTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 40_000;

  @TempDir Path folder;

  @Test
  void inABlackBox_everythingThatReturned_isInTheFile_whereverThatIs() throws Exception {
    try (BlackBox box = BoxTests.unattended(folder.resolve("box"), BlackBox.MIN_BYTES)) {
      Registry boxed = Registry.builder().storage(box).build();
      DoubleCounter cpu = boxed.metric("cpu").doubleCounter();
      CountDownLatch half = new CountDownLatch(THREADS);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Thread thread = new Thread(() -> record(cpu, half));
        threads.add(thread);
        thread.start();
      }
      half.await();
      Files.delete(folder.resolve("box"));
      box.body().beat(); // is made again, while all go on
      for (Thread thread : threads) {
        thread.join();
      }
      Series left = BoxTests.left(box.body().file()).series(InstrumentProbe.id(cpu)).orElseThrow();
      assertEquals(MetricKind.DOUBLE_COUNTER, left.kind());
      double exact = THREADS * ROUNDS * 0.3;
      assertEquals(exact, left.value().asSum().toDouble(), exact * 1e-14);
      assertEquals(exact, cpu.value(), exact * 1e-15);
    }
  }

  private static void record(DoubleCounter cpu, CountDownLatch half) {
    for (int i = 0; i < ROUNDS; i++) {
      cpu.add(0.3);
      if (i == ROUNDS / 2) {
        half.countDown();
      }
    }
  }

  @Test
  void aRemovedCounter_leavesItsCellsToTheNext() throws Exception {
    try (BlackBox box = BoxTests.unattended(folder.resolve("box"), BlackBox.MIN_BYTES)) {
      Registry boxed = Registry.builder().storage(box).build();
      DoubleCounter old = boxed.metric("cpu").doubleCounter();
      old.add(5);
      boxed.remove("cpu");
      box.forget(Long.MAX_VALUE);
      BoxTests.beats(box, BoxSeries.BEATS + 2);
      DoubleCounter next = boxed.metric("cpu").doubleCounter();
      next.add(0.5);
      old.add(7);
      assertEquals(0.5, BoxTests.left(box.body().file()).number("cpu.value"));
    }
  }
}
