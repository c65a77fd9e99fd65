package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesStartTest {
  private static final SeriesId ID = new SeriesId("jobs", Tags.empty());

  private final ManualClock clock = new ManualClock(50_000);
  private final Registry registry = Registry.builder().clock(clock).build();

  private static Series jobs(Snapshot snapshot) {
    return snapshot.series(ID).orElseThrow();
  }

  @Test
  void aSeries_countsSinceItWasMade() {
    clock.advance(Duration.ofSeconds(1));
    Counter jobs = registry.counter("jobs");
    clock.advance(Duration.ofSeconds(1));
    jobs.increment();
    assertEquals(51_000, jobs(registry.snapshot()).startMillis());
  }

  @Test
  void aSeriesThatIsRemovedAndMadeAgain_hasAStartOfItsOwn() {
    registry.counter("jobs").increment();
    clock.advance(Duration.ofSeconds(7));
    registry.remove("jobs");
    registry.counter("jobs").increment();
    assertEquals(57_000, jobs(registry.snapshot()).startMillis());
  }

  @Test
  void whatGoesOnWhereARemovedSeriesEnded_countsSinceThatOneBegan() {
    LastValues ends = registry.lastValues();
    Snapshot before = registry.snapshot();
    registry.counter("jobs").increment(10);
    clock.advance(Duration.ofSeconds(7));
    registry.remove("jobs");
    registry.counter("jobs").increment(12);
    Series both = jobs(registry.snapshot().withEnded(ends.pending()).continuing(before));
    assertEquals(22, both.value().asSum().value());
    assertEquals(50_000, both.startMillis());
  }

  @Test
  void since_saysItForWhatIsMade_andChangesNothingOfWhatThereIs() {
    Instant start = Instant.ofEpochMilli(40_000);
    registry.metric("jobs").since(start).counter().increment();
    registry.metric("jobs").since(Instant.ofEpochMilli(45_000)).counter().increment();
    assertEquals(40_000, jobs(registry.snapshot()).startMillis());
    registry.counter("present");
    registry.metric("present").since(start).counter();
    Snapshot now = registry.snapshot();
    assertEquals(
        50_000, now.series(new SeriesId("present", Tags.empty())).orElseThrow().startMillis());
  }

  @Test
  void aSum_countsSinceTheEarlierStart_andADifferenceSinceTheEarlierSnapshot() {
    registry.counter("jobs").increment(2);
    Snapshot first = registry.snapshot();
    clock.advance(Duration.ofSeconds(3));
    registry.counter("jobs").increment(5);
    Snapshot second = registry.snapshot();
    assertEquals(50_000, jobs(second.minus(first)).startMillis());
    clock.advance(Duration.ofSeconds(3));
    assertEquals(53_000, jobs(registry.snapshot().minus(second)).startMillis());

    Series later = jobs(first).withStart(60_000);
    Series unknown = jobs(first).withStart(0);
    for (List<Series> order : List.of(List.of(later, jobs(first)), List.of(jobs(first), later))) {
      Snapshot sum =
          Snapshot.of(0, List.of(order.get(0))).plus(Snapshot.of(0, List.of(order.get(1))));
      assertEquals(50_000, jobs(sum).startMillis());
    }
    Snapshot sum = Snapshot.of(0, List.of(unknown)).plus(Snapshot.of(0, List.of(later)));
    assertEquals(60_000, jobs(sum).startMillis());
  }
}
