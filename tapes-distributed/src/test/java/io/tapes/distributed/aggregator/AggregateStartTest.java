package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.ManualClock;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.WorkerIdentity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregateStartTest {
  private static final long SECOND = 1_000_000_000L;
  private static final SeriesId JOBS = new SeriesId("jobs", Tags.empty());

  private final ManualClock clock = new ManualClock(100_000);
  private final WorkerIdentity first = WorkerIdentity.ofThisProcess();
  private final WorkerIdentity second = WorkerIdentity.ofThisProcess();

  private final class Aggregator {
    final AggregateRegistry totals = new AggregateRegistry(clock, 1_000);
    final AggregatorState state =
        new AggregatorState(
            Id.random(),
            totals,
            new Workers(totals.registry(), 10 * SECOND, 3_600 * SECOND, 3, worker -> false),
            new Checkpoints(null, 0, totals.registry()),
            100);

    void receive(WorkerIdentity worker, long seq, long value, long startMillis) {
      SeriesDescriptor jobs =
          new SeriesDescriptor(JOBS, MetricInfo.of("jobs", MetricKind.COUNTER), 1, startMillis);
      Cell cell = new Cell(0, jobs, new SumValue(value));
      state.receive(
          new Frame(state.id(), worker, false, 0, seq, List.of(cell)).encode(), clock.nanoTime());
    }

    Series jobs() {
      return totals.snapshot().series(JOBS).orElseThrow();
    }
  }

  @Test
  void aSum_countsSinceItsFirstWorkerDid_notSinceItCameHere() {
    Aggregator aggregator = new Aggregator();
    aggregator.receive(first, 1, 5, 40_000);
    assertEquals(40_000, aggregator.jobs().startMillis());
  }

  @Test
  void theStartOfASum_doesNotMoveWhenOthersJoin() {
    // A receiver takes another start for another series, and adds all of its value.
    Aggregator aggregator = new Aggregator();
    aggregator.receive(first, 1, 5, 40_000);
    aggregator.receive(second, 1, 7, 30_000);
    assertEquals(12, aggregator.jobs().value().asSum().value());
    assertEquals(40_000, aggregator.jobs().startMillis());
  }

  @Test
  void aWorkerThatDoesNotSayIt_countsSinceItCameHere() {
    Aggregator aggregator = new Aggregator();
    aggregator.receive(first, 1, 5, 0);
    assertEquals(100_000, aggregator.jobs().startMillis());
  }

  @Test
  void anAggregatorThatIsStartedAgain_goesOnWithTheStartThatItsFileHas() throws Exception {
    Aggregator before = new Aggregator();
    before.receive(first, 1, 200, 40_000);
    byte[] file = checkpoint(before);
    clock.advance(Duration.ofHours(1));
    Aggregator after = new Aggregator();
    after.totals.restore(Checkpoint.decode(file));
    assertEquals(40_000, after.jobs().startMillis());
    after.receive(second, 1, 100, clock.wallMillis());
    assertEquals(300, after.jobs().value().asSum().value());
    assertEquals(40_000, after.jobs().startMillis());
    assertEquals(40_000, restored(checkpoint(after)).startMillis());
  }

  private static byte[] checkpoint(Aggregator of) {
    return new Checkpoint(
            Id.random(), 1, of.totals.cells(), of.totals.endedGauges(), List.of(), List.of())
        .encode();
  }

  private Series restored(byte[] file) throws MalformedFrameException {
    Aggregator again = new Aggregator();
    again.totals.restore(Checkpoint.decode(file));
    return again.jobs();
  }
}
