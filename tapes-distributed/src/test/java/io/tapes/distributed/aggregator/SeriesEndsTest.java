package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Clock;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.WorkerIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames in which series end, as the aggregator takes them. */
class SeriesEndsTest {
  private static final int LIMIT = 10;
  private static final String REJECTED = "tapes.frames.rejected.value";

  private final AggregateRegistry totals = new AggregateRegistry(Clock.SYSTEM, 1_000);
  private final Workers workers = new Workers(totals.registry(), 10, 20, 3, process -> true);
  private final AggregatorState aggregator =
      new AggregatorState(
          Id.random(), totals, workers, new Checkpoints(null, 0, totals.registry()), LIMIT);
  private final WorkerIdentity worker = WorkerIdentity.ofThisProcess();
  private long seq;

  private void receive(long base, Cell... cells) {
    seq++;
    aggregator.receive(
        new Frame(aggregator.id(), worker, false, base, seq, List.of(cells)).encode(), 0);
  }

  private void next(Cell... cells) {
    receive(seq, cells);
  }

  private static SeriesDescriptor definition(String name, long incarnation) {
    SeriesId id = new SeriesId(name, Tags.empty());
    return new SeriesDescriptor(id, MetricInfo.of(name, MetricKind.COUNTER), incarnation);
  }

  private static Cell defined(int id, String name, long incarnation, long value) {
    return new Cell(id, definition(name, incarnation), counter(value));
  }

  private static MetricValue counter(long value) {
    return new SumValue(value);
  }

  private static Cell end(int id, long number, long last) {
    return new Cell(id, null, counter(last)).ended(number);
  }

  private static Cell brief(String name, long incarnation, long number, long last) {
    return new Cell(0, definition(name, incarnation), counter(last)).ended(number);
  }

  private double number(String path) {
    return totals.snapshot().at(path).map(n -> ((Number) n).doubleValue()).orElse(0.0);
  }

  @Test
  void theNumberOfASeriesThatEnded_isGivenToAnother() {
    next(defined(0, "a", 1, 5), defined(1, "b", 2, 1));
    next(end(0, 1, 7), defined(0, "c", 3, 4));
    next(new Cell(0, null, counter(6)));
    assertEquals(7, number("a.value"));
    assertEquals(6, number("c.value"));
    assertEquals(0, number(REJECTED));
  }

  @Test
  void aSeriesMadeAgain_countsFromZero() {
    next(defined(0, "a", 1, 50));
    next(end(0, 1, 50), defined(0, "a", 2, 70));
    assertEquals(120, number("a.value"));
  }

  @Test
  void aSeriesThatLivedBetweenTwoFrames_isCounted_howeverOftenItIsSent() {
    next(defined(0, "a", 1, 5));
    next(brief("job", 2, 1, 40), brief("job", 3, 2, 2));
    assertEquals(42, number("job.value"));
    // As to an aggregator that might have forgotten them.
    receive(0, brief("job", 2, 1, 40), brief("job", 3, 2, 2), brief("job", 4, 3, 1));
    assertEquals(43, number("job.value"));
  }

  @Test
  void anEndThatComesAfterAllWasDefinedAnew_countsOnlyWhatIsNew() {
    next(defined(0, "a", 1, 5));
    receive(0, brief("a", 1, 1, 8), defined(0, "a", 2, 1));
    assertEquals(9, number("a.value"));
  }

  @Test
  void anOldEndThatIsSentAgain_doesNotTouchTheSuccessor() {
    next(defined(0, "a", 1, 5));
    next(end(0, 1, 8), defined(0, "a", 2, 40));
    receive(0, brief("a", 1, 1, 8), defined(0, "a", 2, 41));
    assertEquals(49, number("a.value"));
  }

  @Test
  void theLimit_isOnWhatIsThere() {
    for (int i = 0; i < LIMIT; i++) {
      next(defined(i, "a" + i, i, 1));
    }
    next(defined(LIMIT, "beyond", 50, 1));
    assertEquals(0, number("beyond.value"));
    assertEquals(1, number("tapes.conflicts.value"));
    for (int i = 1; i < 500; i++) {
      next(end(3, i, 2), defined(3, "b" + i, 100 + i, 1));
    }
    assertEquals(1, number("b499.value"));
    assertEquals(2, number("b498.value"));
    assertEquals(1, number("tapes.conflicts.value"));
  }

  @Test
  void framesThatNoWorkerSends_areRejectedAsAWhole() {
    next(defined(0, "a", 1, 5));
    next(defined(0, "b", 2, 1)); // the number is another's
    seq--;
    next(defined(2, "b", 2, 1)); // not the next number
    seq--;
    next(end(1, 1, 1)); // of nothing
    seq--;
    next(end(0, 1, 6), new Cell(0, null, counter(7))); // of what has ended
    seq--;
    next(new Cell(0, null, new LevelValue(6)).ended(1)); // of another shape
    seq--;
    assertEquals(5, number("a.value"));
    assertEquals(5, number(REJECTED));
    next(end(0, 1, 6));
    assertEquals(6, number("a.value"));
  }
}
