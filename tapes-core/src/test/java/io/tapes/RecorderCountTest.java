package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.Distributions;
import io.tapes.recording.Stripe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many values were recorded, wherever they stand. */
class RecorderCountTest {
  /** So many in a row that a thread gets a stripe of its own. */
  private static final int LONG = 1_500;

  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void end() {
    end.countDown();
  }

  /** A thread that does something, and then lives on to the end of the test. */
  private Thread after(Runnable work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              work.run();
              done.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    done.await();
    return thread;
  }

  @ParameterizedTest
  @EnumSource
  void recorded_isTheSumOfAllStripes(StorageKind storage) throws InterruptedException {
    TestRecorder recorder = storage.recorder();
    int threads = 20;
    for (int t = 0; t < threads; t++) {
      after(
          () -> {
            for (int i = 0; i < LONG; i++) {
              recorder.add(i);
            }
          });
    }
    recorder.addAll(Distributions.of(1, 2, 3));
    assertEquals(threads * LONG + 3, recorder.recorded());
    assertEquals(threads * LONG + 3, recorder.total(Distribution.empty()).count());
  }

  /** Threads are told apart by their ids, of which two may want the same place. */
  @ParameterizedTest
  @EnumSource
  void own_forEachOfFourThreads_isAStripeOfItsOwn(StorageKind storage) throws InterruptedException {
    TestRecorder recorder = storage.recorder();
    recorder.add(0);
    List<Thread> threads = new ArrayList<>();
    List<Stripe> stripes = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread = after(() -> {});
      Stripe stripe = recorder.own(thread);
      assertNotNull(stripe);
      stripes.forEach(other -> assertNotSame(other, stripe));
      threads.add(thread);
      stripes.add(stripe);
    }
    for (int t = 0; t < 4; t++) {
      assertSame(threads.get(t), stripes.get(t).owner());
      stripes.get(t).record(Buckets.index(t), t);
    }
    assertEquals(5, recorder.recorded());
    assertEquals(5, recorder.total(Distribution.empty()).count());
  }
}
