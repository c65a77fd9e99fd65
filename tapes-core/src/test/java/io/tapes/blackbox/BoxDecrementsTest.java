package io.tapes.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Counter;
import io.tapes.InstrumentProbe;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.UpDownCounter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was subtracted, in a file that is removed meanwhile. */
class BoxDecrementsTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 20_000;

  @TempDir Path folder;

  @Test
  void inABlackBox_everythingThatReturned_isInTheFile_whereverThatIs() throws Exception {
    try (BlackBox box = BoxTests.unattended(folder.resolve("box"), BlackBox.MIN_BYTES)) {
      Registry boxed = Registry.builder().storage(box).build();
      UpDownCounter open = boxed.metric("open").upDownCounter();
      Counter done = boxed.counter("done");
      CountDownLatch half = new CountDownLatch(THREADS);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Thread thread = new Thread(() -> record(open, done, half));
        threads.add(thread);
        thread.start();
      }
      half.await();
      Files.delete(folder.resolve("box"));
      box.body().beat(); // is made again, while all go on
      for (Thread thread : threads) {
        thread.join();
      }
      box.body().beat(); // as a late record is there with the next beat
      Snapshot left = BoxTests.left(box.body().file());
      long each = (long) THREADS * ROUNDS;
      assertEquals(
          new SumValue(-2 * each, 3 * each),
          left.series(InstrumentProbe.id(open)).orElseThrow().value());
      assertEquals(
          new SumValue(0, each), left.series(InstrumentProbe.id(done)).orElseThrow().value());
      assertEquals(
          MetricKind.UP_DOWN_COUNTER, left.series(InstrumentProbe.id(open)).orElseThrow().kind());
    }
  }

  private static void record(UpDownCounter open, Counter done, CountDownLatch half) {
    for (int i = 0; i < ROUNDS; i++) {
      open.increment();
      open.add(-3);
      done.decrement();
      done.increment();
      if (i == ROUNDS / 2) {
        half.countDown();
      }
    }
  }
}
