package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ListenerQueue.Message;
import io.tapes.sources.SourceReader;
import io.tapes.support.LogLimiter;
import io.tapes.testing.Warnings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What waits for a listener that does not look. */
class ListenerQueueTest {
  private final List<String> told = new ArrayList<>();
  private Runnable whileTold = () -> {};
  private final ListenerQueue queue =
      new ListenerQueue(
          new SeriesListener() {
            @Override
            public void added(SeriesId id, MetricKind type) {
              told.add("+" + id);
              whileTold.run();
            }

            @Override
            public void removed(SeriesId id, MetricKind type) {
              told.add("-" + id);
            }
          },
          new LogLimiter(LoggerFactory.getLogger(ListenerQueueTest.class)),
          new Counter());

  private void put(boolean added, String name) {
    queue.add(new Message(added, new SeriesId(name, Tags.empty()), MetricKind.COUNTER));
  }

  @Test
  void aMillionSeriesThatComeAndGo_doNotPileUp_andWhatCountsIsTold() {
    put(true, "first");
    put(false, "known.before");
    for (int i = 0; i < 1_000_000; i++) {
      put(true, "job" + i);
      put(false, "job" + i);
      assertTrue(queue.size() <= 10_001, "messages wait: " + queue.size());
    }
    put(true, "known.before");
    queue.deliver();
    assertEquals(List.of("+first", "-known.before"), told.subList(0, 2));
    assertEquals("+known.before", told.get(told.size() - 1));
    assertEquals(1, told.stream().filter("+first"::equals).count());
    assertEquals(0, queue.size());
  }

  @Test
  void fewMessages_areAllTold() {
    for (int i = 0; i < 3; i++) {
      put(true, "job");
      put(false, "job");
    }
    queue.deliver();
    assertEquals(List.of("+job", "-job", "+job", "-job", "+job", "-job"), told);
  }

  @Test
  void livingSeriesOfAnyNumber_allWaitToBeTold() {
    for (int i = 0; i < 25_000; i++) {
      put(true, "job" + i);
    }
    assertEquals(25_000, queue.size());
    queue.deliver();
    assertEquals(25_000, told.size());
  }

  @Test
  void news_isWhatWaits_andIsNotBeingTold() {
    assertFalse(queue.hasNews());
    assertFalse(queue.isDue(0));
    put(true, "a");
    assertTrue(queue.hasNews());
    assertTrue(queue.isDue(0));
    whileTold =
        () -> {
          put(false, "a");
          assertFalse(queue.hasNews(), "whoever tells goes on");
        };
    SourceReader apart = new SourceReader(System::nanoTime, Duration.ofMinutes(1));
    apart.askApart(List.of(queue));
    assertEquals(List.of("+a", "-a"), told);
    assertFalse(queue.hasNews());
  }

  @Test
  void aListenerThatHangs_isNamed() {
    try (Warnings log = new Warnings()) {
      String name = "the listener for series 'io.tapes.ListenerQueueTest$1'";
      assertEquals(name, queue.describe());
      queue.silent();
      assertTrue(
          log.has(name + " has not returned in time; it hears of the rest when"), log.text());
    }
  }

  @Test
  void afterItsEnd_nothingIsTold() {
    put(true, "a");
    queue.end();
    assertEquals(0, queue.size());
    put(true, "b");
    queue.deliver();
    assertEquals(List.of(), told);
  }
}
