package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Distribution;
import io.tapes.distribution.Distributions;
import io.tapes.testing.Garbage;
import io.tapes.testing.Threads;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stripes pass from thread to thread: whoever owned one, whoever shares one, nothing is lost. */
class RecorderThreadsTest {
  private static final int MANY = 20_000;

  @ParameterizedTest
  @EnumSource
  void threadsThatComeAndGo_handTheirStripesOnWithoutLosingACount(StorageKind storage)
      throws InterruptedException {
    TestRecorder recorder = storage.recorder();
    long generations = 300;
    int threads = 3;
    for (long generation = 0; generation < generations; generation++) {
      List<Thread> living = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        // Long enough in a row to become owners, and beside each other to collide.
        living.add(new Thread(() -> recordInSteps(recorder, 2_000)));
      }
      living.forEach(Thread::start);
      if (generation % 7 == 0) {
        recorder.total(Distribution.empty());
      }
      for (Thread thread : living) {
        thread.join();
      }
    }
    Distribution all = recorder.total(Distribution.empty());
    assertEquals(generations * threads * 2_000, all.count());
    assertEquals(generations * threads * sumOfSteps(2_000), all.sum());
  }

  private static void recordInSteps(DistributionRecorder recorder, int values) {
    for (int i = 0; i < values; i++) {
      recorder.add(i);
    }
  }

  private static long sumOfSteps(long values) {
    return values * (values - 1) / 2;
  }

  @ParameterizedTest
  @EnumSource
  void manyMoreThreadsThanProcessors_shareWithoutLosingACount(StorageKind storage) {
    TestRecorder recorder = storage.recorder();
    int threads = 40;
    Threads.together(threads, t -> recordInSteps(recorder, MANY));
    Distribution all = recorder.total(Distribution.empty());
    assertEquals((long) threads * MANY, all.count());
    assertEquals(threads * sumOfSteps(MANY), all.sum());
    assertEquals(MANY - 1, all.max());
  }

  @ParameterizedTest
  @EnumSource
  void mergesBesideRecords_areWholeAndExact(StorageKind storage) {
    TestRecorder recorder = storage.recorder();
    Distribution batch = Distributions.of(List.of(1L, 1_000L, 1_000_000L));
    int batches = 20_000;
    AtomicInteger writing = new AtomicInteger(4);
    Threads.together(
        5,
        t -> {
          if (t == 4) {
            while (writing.get() > 0) {
              Distribution seen = recorder.total(Distribution.empty());
              assertTrue(seen.count() <= 2L * (3L * batches + MANY), "counted twice");
            }
            return;
          }
          if (t < 2) {
            for (int i = 0; i < batches; i++) {
              recorder.addAll(batch);
            }
          } else {
            recordInSteps(recorder, MANY);
          }
          writing.decrementAndGet();
        });
    Distribution all = recorder.total(Distribution.empty());
    assertEquals(2L * (3L * batches + MANY), all.count());
    assertEquals(2L * batches * batch.sum() + 2 * sumOfSteps(MANY), all.sum());
    assertEquals(1_000_000, all.max());
  }

  @ParameterizedTest
  @EnumSource
  void anEndedOwner_isForgottenByTheNextRead(StorageKind storage) throws InterruptedException {
    TestRecorder recorder = storage.recorder();
    WeakReference<Thread> owner = new WeakReference<>(recordInANewThread(recorder));
    Distribution read = recorder.total(Distribution.empty());
    assertEquals(1, read.count());
    Garbage.await(
        () -> owner.get() == null, "the recorder still refers to a thread that has ended");
    recorder.add(8);
    assertEquals(2, recorder.total(read).count());
  }

  private static Thread recordInANewThread(DistributionRecorder recorder)
      throws InterruptedException {
    Thread thread = new Thread(() -> recorder.add(7));
    thread.start();
    thread.join();
    return thread;
  }

  @ParameterizedTest
  @EnumSource
  void aThreadThatStaysOnASharedStripe_countsOnInItsOwn(StorageKind storage)
      throws InterruptedException {
    TestRecorder recorder = storage.recorder();
    CountDownLatch done = new CountDownLatch(1);
    Thread first = new Thread(() -> recordThenWait(recorder, done));
    first.start();
    while (recorder.total(Distribution.empty()).count() == 0) {
      Thread.onSpinWait();
    }
    recordInSteps(recorder, MANY); // the first owner lives, so this begins on a shared stripe
    done.countDown();
    first.join();
    assertEquals(MANY + 1, recorder.total(Distribution.empty()).count());
  }

  private static void recordThenWait(DistributionRecorder recorder, CountDownLatch done) {
    recorder.add(1);
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
