package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.DistributionValue;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distribution.Distribution;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * A version of the state file's format never changes: who changes the bytes changes the version.
 */
class CheckpointTest {
  private static final Id ID = new Id(0x0011223344556677L, 0x8899aabbccddeeffL);
  private static final Distribution VALUES =
      Distribution.of(new int[] {3, 300}, new long[] {1, 2}, 1 << 20, 3, 350);

  private static SeriesDescriptor definition(String name, MetricKind kind) {
    MetricInfo info = new MetricInfo(name, kind, Aggregation.SUM);
    return new SeriesDescriptor(new SeriesId(name, Tags.of("k", "v")), info);
  }

  private static SeriesDescriptor sum(String name, MetricKind kind) {
    return new SeriesDescriptor(new SeriesId(name, Tags.empty()), MetricInfo.of(name, kind));
  }

  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          ID,
          7,
          List.of(
              new Cell(0, sum("c", MetricKind.COUNTER), new SumValue(-5, 7)),
              new Cell(0, sum("h", MetricKind.HISTOGRAM), new DistributionValue(VALUES, 1)),
              new Cell(0, sum("m", MetricKind.METER), new SumValue(1000)),
              new Cell(
                  0,
                  sum("t", MetricKind.TIMER),
                  new DistributionValue(VALUES, DistributionValue.NANOS_PER_SECOND))),
          List.of(
              new Checkpoint.EndedGauge(
                  definition("g", MetricKind.GAUGE), "4711-01", new LevelValue(21.5))),
          List.of(
              new Checkpoint.Worker(
                  new WorkerIdentity(ID, 4711, 1_700_000_000_000L, true),
                  true,
                  5,
                  List.of(new Cell(0, sum("c", MetricKind.COUNTER), new SumValue(3))))),
          List.of(new Checkpoint.Retired(ID, true)));

  @Test
  void theBytesOfThisVersion() throws Exception {
    GoldenFramesTest.assertGolden("checkpoint-" + Checkpoint.VERSION, CHECKPOINT.encode());
    assertEquals(CHECKPOINT, Checkpoint.decode(CHECKPOINT.encode()));
  }

  @Test
  void anotherVersion_isToldAndNotRead() {
    byte[] other = CHECKPOINT.encode();
    assertEquals(OptionalInt.of(Checkpoint.VERSION), Checkpoint.versionOf(other));
    other[2] = 1;
    assertEquals(OptionalInt.of(1), Checkpoint.versionOf(other));
    assertThrows(MalformedFrameException.class, () -> Checkpoint.decode(other));
    assertTrue(Checkpoint.versionOf(new byte[] {'T', 'S'}).isEmpty());
    assertTrue(Checkpoint.versionOf(new byte[] {'T', 'F', 1, 0}).isEmpty());
  }
}
