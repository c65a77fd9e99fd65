package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Garbage;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("FutureReturnValueIgnored") // what the tasks do is what is looked at
class OwnTimerTest {
  private final OwnTimer timer = new OwnTimer();

  @AfterEach
  void end() {
    timer.end();
  }

  @Test
  void whateverATaskThrows_theNextOneRuns() throws Exception {
    CountDownLatch ran = new CountDownLatch(4);
    for (Throwable thrown :
        List.of(new OutOfMemoryError("made up"), new StackOverflowError(), new ThreadDeath())) {
      timer.after(
          0,
          () -> {
            ran.countDown();
            OwnTimerTest.<RuntimeException>sneak(thrown);
          });
    }
    timer.after(0, Thread.currentThread()::isAlive);
    timer.after(1, ran::countDown);
    ran.await();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void anInterruptOfItsThread_endsNothing() throws Exception {
    BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    timer.after(0, () -> Thread.currentThread().interrupt());
    timer.after(1, () -> ran.add("next"));
    assertEquals("next", ran.take());
  }

  @Test
  void tasksRunInTheOrderOfTheirTimes_butThoseThatAreCancelled() throws Exception {
    List<Integer> ran = new CopyOnWriteArrayList<>();
    CountDownLatch begin = new CountDownLatch(1);
    CountDownLatch last = new CountDownLatch(1);
    timer.after(0, () -> awaitQuietly(begin));
    timer.after(90, last::countDown);
    for (int time : new int[] {20, 70, 10, 60, 30, 80, 50, 40}) {
      timer.after(time, () -> ran.add(time));
    }
    Future<?> cancelled = timer.after(15, () -> ran.add(15));
    cancelled.cancel(false);
    begin.countDown();
    last.await();
    assertEquals(List.of(10, 20, 30, 40, 50, 60, 70, 80), ran);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTaskThatIsDueBeforeThoseThatWait_isNotHeldUpByThem() throws Exception {
    Thread thread = itsThread();
    timer.after(Duration.ofDays(1).toMillis(), () -> {});
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    CountDownLatch ran = new CountDownLatch(1);
    timer.after(0, ran::countDown);
    ran.await();
  }

  @Test
  void itsThread_isADaemon_andEndsWithIt() throws Exception {
    Thread thread = itsThread();
    assertTrue(thread.isDaemon());
    timer.after(Duration.ofDays(1).toMillis(), () -> {});
    timer.end();
    thread.join();
    assertFalse(thread.isAlive());
  }

  private Thread itsThread() throws InterruptedException {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    timer.after(0, () -> threads.add(Thread.currentThread()));
    return threads.take();
  }

  @Test
  void afterTheEnd_itHoldsNoTask() throws Exception {
    WeakReference<Object> held = heldByATask();
    timer.end();
    Garbage.await(() -> held.get() == null, "it holds its tasks");
    assertThrows(RejectedExecutionException.class, () -> timer.after(0, () -> {}));
  }

  private WeakReference<Object> heldByATask() {
    Object held = new Object();
    timer.after(Duration.ofDays(1).toMillis(), () -> Objects.requireNonNull(held));
    return new WeakReference<>(held);
  }

  @Test
  void afterTheEnd_itTakesNothing() {
    timer.end();
    assertThrows(RejectedExecutionException.class, () -> timer.after(0, () -> {}));
  }
}
