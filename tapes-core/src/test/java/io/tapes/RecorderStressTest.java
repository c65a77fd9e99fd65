package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import io.tapes.testing.Threads;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads record while others read: nothing is lost, and every read makes sense. */
@SuppressWarnings("ThreadPriorityCheck") // yielding mixes the threads, nothing relies on it
class RecorderStressTest {
  private static final int RECORDERS = 4;
  private static final int READERS = 2;
  private static final int VALUES = 400_000;

  private static long value(SplittableRandom random) {
    return random.nextLong() >>> (1 + random.nextInt(60));
  }

  @ParameterizedTest
  @EnumSource
  void recordsBesideReads_areExact(StorageKind storage) {
    DistributionRecorder recorder = storage.recorder();
    AtomicInteger recording = new AtomicInteger(RECORDERS);
    AtomicLong sum = new AtomicLong();
    AtomicLong min = new AtomicLong(Long.MAX_VALUE);
    AtomicLong max = new AtomicLong();
    Threads.together(
        RECORDERS + READERS,
        t -> {
          if (t < RECORDERS) {
            SplittableRandom random = new SplittableRandom(t);
            long ownSum = 0;
            long ownMin = Long.MAX_VALUE;
            long ownMax = 0;
            for (int i = 0; i < VALUES; i++) {
              long value = value(random);
              recorder.add(value);
              ownSum += value;
              ownMin = Math.min(ownMin, value);
              ownMax = Math.max(ownMax, value);
            }
            sum.addAndGet(ownSum);
            min.accumulateAndGet(ownMin, Math::min);
            max.accumulateAndGet(ownMax, Math::max);
            recording.decrementAndGet();
          } else {
            readUntil(recorder, recording);
          }
        });
    Distribution all = recorder.total(Distribution.empty());
    assertEquals((long) RECORDERS * VALUES, all.count());
    assertEquals(sum.get(), all.sum());
    assertEquals(min.get(), all.min());
    assertEquals(max.get(), all.max());
  }

  private static void readUntil(DistributionRecorder recorder, AtomicInteger recording) {
    Distribution last = Distribution.empty();
    while (recording.get() > 0) {
      Distribution now = recorder.total(last);
      assertGrewFrom(last, now);
      last = now;
    }
  }

  private static void assertGrewFrom(Distribution last, Distribution now) {
    assertTrue(now.count() >= last.count(), "the count fell");
    Distribution added = now.minus(last);
    assertEquals(now.count() - last.count(), added.count(), "a bucket fell");
    assertWithinExtremes(now);
  }

  private static void assertWithinExtremes(Distribution now) {
    if (now.count() > 0) {
      int first = now.bucketIndex(0);
      int end = now.bucketIndex(now.bucketCount() - 1);
      assertTrue(now.min() <= Buckets.highest(first), "a value below the minimum");
      assertTrue(now.max() >= Buckets.lowest(end), "a value above the maximum");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCountedValue_liesWithinTheExtremesOfTheSameRead(StorageKind storage) {
    int rounds = storage.rounds(300_000);
    AtomicReference<DistributionRecorder> current = new AtomicReference<>(storage.recorder());
    AtomicInteger recording = new AtomicInteger(1);
    Threads.together(
        2,
        t -> {
          if (t == 1) {
            while (recording.get() > 0) {
              assertWithinExtremes(current.get().total(Distribution.empty()));
            }
            return;
          }
          for (int round = 0; round < rounds; round++) {
            DistributionRecorder fresh = storage.recorder();
            current.set(fresh);
            // New maxima at the end of a short table: a reader counts them and reads the maximum.
            for (int value = 28; value < 32; value++) {
              fresh.add(value);
            }
          }
          recording.set(0);
        });
  }

  @Test
  void tenThousandVirtualThreads_loseNothing() throws ReflectiveOperationException {
    Assumptions.assumeTrue(
        Runtime.version().feature() >= 21, "virtual threads need JDK 21 or later");
    Registry registry = Registry.create();
    Timer timer = registry.timer("t");
    Counter counter = registry.counter("c");
    Meter meter = registry.meter("m");
    int perThread = 50;
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 10_000; t++) {
      int own = t;
      threads.add(
          startVirtually(
              () -> {
                for (int i = 0; i < perThread; i++) {
                  timer.recordNanos(1L << (own % 40));
                  counter.increment();
                  meter.mark();
                  if (i % 10 == 0) {
                    Thread.yield();
                  }
                }
              }));
    }
    Threads.joinAll(threads);
    Snapshot snap = registry.snapshot();
    assertEquals(10_000 * perThread, snap.number("t.count"));
    assertEquals(10_000 * perThread, snap.number("c.value"));
    assertEquals(10_000 * perThread, snap.number("m.count"));
  }

  private static Thread startVirtually(Runnable task) throws ReflectiveOperationException {
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
