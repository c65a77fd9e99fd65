package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Distribution;
import io.tapes.recording.Stripe;
import io.tapes.recording.StripeWindow;
import io.tapes.testing.Threads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two or three threads in the same few instructions, over and over again. */
class RecorderRaceTest {
  private static final VarHandle COMMITTED;

  static {
    try {
      COMMITTED =
          MethodHandles.privateLookupIn(Stripe.class, MethodHandles.lookup())
              .findVarHandle(Stripe.class, "committed", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void firstRecordsOfAFreshRecorder_loseNoStripe(StorageKind storage) {
    TestRecorder[] fresh = storage.recorders(300_000);
    Threads.inStep(2, fresh.length, (t, round) -> fresh[round].add(t));
    for (TestRecorder recorder : fresh) {
      Distribution all = recorder.total(Distribution.empty());
      assertEquals(2, all.count());
      assertEquals(1, all.sum());
    }
  }

  @ParameterizedTest
  @EnumSource
  void growingWindowsOfThreeThreads_loseNoCell(StorageKind storage) {
    TestRecorder[] fresh = storage.recorders(20_000);
    Threads.inStep(
        3,
        fresh.length,
        (t, round) -> {
          for (int step = 0; step < 6; step++) {
            fresh[round].add(1L << (8 + 5 * step + t));
          }
        });
    for (TestRecorder recorder : fresh) {
      Distribution all = recorder.total(Distribution.empty());
      assertEquals(18, all.count());
      assertEquals(1L << 8, all.min());
      assertEquals(1L << 35, all.max());
    }
  }

  @ParameterizedTest
  @EnumSource
  void extremesOfRacingThreads_areKept(StorageKind storage) {
    TestRecorder[] used = storage.recorders(100_000);
    for (TestRecorder recorder : used) {
      recorder.add(100);
    }
    Threads.inStep(
        2,
        used.length,
        (t, round) -> {
          used[round].add(110 + t);
          used[round].add(98 - t);
        });
    for (TestRecorder recorder : used) {
      Distribution all = recorder.total(Distribution.empty());
      assertEquals(97, all.min());
      assertEquals(111, all.max());
      assertEquals(5, all.count());
    }
  }

  @ParameterizedTest
  @EnumSource
  void readingsThatSkipWhatIsUnchanged_missNoRecord(StorageKind storage) {
    TestRecorder[] fresh = storage.recorders(60_000);
    AtomicIntegerArray written = new AtomicIntegerArray(fresh.length);
    Threads.inStep(
        2,
        fresh.length,
        (t, round) -> {
          TestRecorder recorder = fresh[round];
          if (t == 0) {
            for (int i = 0; i < 8; i++) {
              recorder.add(i & 3);
            }
            written.set(round, 1);
            return;
          }
          Distribution last = Distribution.empty();
          while (written.get(round) == 0) {
            last = recorder.total(last);
          }
          last = recorder.total(last);
          assertEquals(8, last.count());
          assertEquals(12, last.sum());
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCommitted_isCounted(StorageKind storage) {
    int values = 200;
    Stripe[] stripes = storage.stripes(20_000);
    Threads.inStep(
        2,
        stripes.length,
        (t, round) -> {
          Stripe stripe = stripes[round];
          for (int i = 0; t == 0 && i < values; i++) {
            stripe.record(1, 1);
          }
          long committed = 0;
          while (t == 1 && committed < values) {
            committed = (long) COMMITTED.getAcquire(stripe);
            assertTrue(committed == 0 || stripe.window().count(1) >= committed, "not in its cell");
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void threadsThatBecomeOwnersAtOnce_loseNoStripe(StorageKind storage) {
    TestRecorder[] fresh = storage.recorders(30_000);
    AtomicInteger recorded = new AtomicInteger();
    Threads.inStep(
        4,
        fresh.length,
        (t, round) -> {
          Stripe own = fresh[round].own(Thread.currentThread());
          if (own != null) {
            own.record(t, t);
            recorded.incrementAndGet();
          }
        });
    long counted = 0;
    for (TestRecorder recorder : fresh) {
      counted += recorder.total(Distribution.empty()).count();
    }
    assertEquals(recorded.get(), counted);
    assertTrue(counted > fresh.length, "hardly anyone became an owner");
  }

  /** The litmus test of the order in which a record becomes visible. */
  @ParameterizedTest
  @EnumSource
  void whoeverSeesACell_seesTheSumAndTheExtremesOfItsRecords(StorageKind storage) {
    int values = 64;
    Stripe[] stripes = storage.stripes(20_000);
    Threads.inStep(
        2,
        stripes.length,
        (t, round) -> {
          Stripe stripe = stripes[round];
          for (int value = 1; t == 0 && value <= values; value++) {
            stripe.record(value, value);
          }
          int seen = 0;
          while (t == 1 && seen < values) {
            StripeWindow window = stripe.window();
            int next = seen + 1;
            if (next >= window.first() && next < window.end() && window.count(next) > 0) {
              VarHandle.acquireFence();
              seen = next;
              assertTrue(stripe.max() >= next, "a value above the maximum");
              assertTrue(stripe.min() == 1, "a value below the minimum");
              assertTrue(stripe.sum() >= (long) next * (next + 1) / 2, "the sum is behind");
            }
          }
        });
  }
}
