package io.tapes.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a reader waits for its sources. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SourceRoundTest {
  private static final long FOR_EVER = Long.MAX_VALUE / 2;

  private final SourceRound round = new SourceRound(null, List.of(), null, new AtomicInteger());

  @Test
  void itsEnd_endsTheWait() throws InterruptedException {
    CountDownLatch waited = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              assertTrue(round.await(FOR_EVER));
              waited.countDown();
            });
    reader.start();
    SourceThread thread = new SourceThread();
    assertTrue(thread.offer(round));
    thread.start();
    waited.await();
    assertTrue(round.await(0), "it has ended for everybody who asks later");
  }

  @Test
  void theEndOfTheTime_endsTheWait() {
    assertFalse(round.await(1_000));
  }

  @Test
  void anInterrupt_doesNotEndTheWait_andStaysSet() {
    Thread.currentThread().interrupt();
    assertFalse(round.await(1_000));
    assertTrue(Thread.interrupted());
  }

  @Test
  void withoutMemory_theTimeCountsAllTheSame() throws Exception {
    Process full =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                FullHeapMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertTrue(full.waitFor(60, TimeUnit.SECONDS), "it waits for ever");
      assertEquals(
          "the time was over\n",
          new String(full.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } finally {
      full.destroyForcibly();
    }
  }
}
