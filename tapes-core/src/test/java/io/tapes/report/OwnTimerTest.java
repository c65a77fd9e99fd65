package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
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
    List<String> ran = new CopyOnWriteArrayList<>();
    CountDownLatch begin = new CountDownLatch(1);
    CountDownLatch last = new CountDownLatch(1);
    timer.after(0, () -> awaitQuietly(begin));
    timer.after(30, last::countDown);
    timer.after(20, () -> ran.add("second"));
    timer.after(10, () -> ran.add("first"));
    Future<?> cancelled = timer.after(15, () -> ran.add("cancelled"));
    cancelled.cancel(false);
    begin.countDown();
    last.await();
    assertEquals(List.of("first", "second"), ran);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void afterTheEnd_itTakesNothing() {
    timer.end();
    assertThrows(RejectedExecutionException.class, () -> timer.after(0, () -> {}));
  }
}
