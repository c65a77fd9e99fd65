package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener that does not return, told by threads that deliver. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingListenerTest {
  private final Registry registry =
      Registry.builder().sourceTimeout(Duration.ofMillis(400)).build();
  private final CountDownLatch lock = new CountDownLatch(1);
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @AfterEach
  void unlock() {
    lock.countDown();
  }

  private SeriesListener hangingAt(String name) {
    return new SeriesListener() {
      @Override
      public void added(SeriesId id, MetricKind type) {
        heard.add(id.name());
        if (id.name().equals(name)) {
          Threads.await(lock);
        }
      }

      @Override
      public void removed(SeriesId id, MetricKind type) {
        heard.add("-" + id.name());
      }
    };
  }

  private List<String> hear(int messages) throws InterruptedException {
    String[] all = new String[messages];
    for (int i = 0; i < messages; i++) {
      all[i] = heard.take();
    }
    return List.of(all);
  }

  @Test
  void aReader_goesOn_andTheListenerHearsTheRestWhenItHasReturned() throws InterruptedException {
    registry.gauge(
        "failing",
        () -> {
          throw new IllegalStateException("no value");
        });
    registry.counter("jobs").increment(106);
    registry.addListener(hangingAt("tapes.gauge.errors"));
    assertEquals(List.of("failing", "jobs"), hear(2));
    for (int reading = 1; reading <= 3; reading++) {
      Snapshot seen = registry.snapshot();
      assertEquals(106, seen.number("jobs.value"));
      assertEquals(reading, seen.number("tapes.gauge.errors.value"));
    }
    registry.counter("later").increment();
    registry.remove("jobs");
    assertEquals(List.of("tapes.gauge.errors"), hear(1));
    assertTrue(heard.isEmpty());
    lock.countDown();
    assertEquals(List.of("tapes.listener.errors", "later", "-jobs"), hear(3));
  }

  @Test
  void whereListenersAreToldApart_whoMakesAndRemovesSeriesGoesOn() throws InterruptedException {
    Registry apart =
        Registry.builder().sourceTimeout(Duration.ofMillis(400)).listenersApart(true).build();
    apart.addListener(hangingAt("first"));
    for (String name : List.of("first", "second", "third")) {
      apart.counter(name).increment();
    }
    apart.remove("second");
    Snapshot seen = apart.snapshot();
    assertEquals(1, seen.number("third.value"));
    assertEquals(1, seen.number("tapes.listener.errors.value"));
    assertEquals(List.of("first"), hear(1));
    assertTrue(heard.isEmpty());
    lock.countDown();
    assertEquals(List.of("second", "third", "-second", "tapes.listener.errors"), hear(4));
  }

  @Test
  void aThreadThatCountsWhatHappensToIt_goesOn() throws InterruptedException {
    registry.addListener(hangingAt("tapes.resends"));
    registry.counter("tapes.resends").increment();
    assertEquals(List.of("tapes.resends"), hear(1));
    registry.counter("tapes.resyncs").increment();
    lock.countDown();
    assertEquals(List.of("tapes.resyncs"), hear(1));
  }
}
