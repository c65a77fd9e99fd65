package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Clock;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distributed.wire.WorkerIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Workers of releases before and after the aggregator's, with the same version of the format. */
class MixedVersionsTest {
  private static final long SECOND = 1_000_000_000L;

  /** Tells where the fields of a definition begin: they stand directly behind it. */
  private static final long INCARNATION = 0x0123456789abcdefL;

  private final AggregateRegistry totals = new AggregateRegistry(Clock.SYSTEM, 1_000);
  private final Workers workers =
      new Workers(totals.registry(), 10 * SECOND, 3_600 * SECOND, 3, worker -> true);
  private final AggregatorState aggregator =
      new AggregatorState(
          Id.random(), totals, workers, new Checkpoints(null, 0, totals.registry()), 100);

  private byte[] frame(WorkerIdentity worker, long seq, long value, MetricInfo info, long start) {
    SeriesDescriptor jobs =
        new SeriesDescriptor(new SeriesId("jobs", Tags.of("k", "v")), info, INCARNATION, start);
    SeriesDescriptor definition = seq == 1 ? jobs : null;
    Cell cell = new Cell(0, definition, new SumValue(value));
    return new Frame(aggregator.id(), worker, false, seq - 1, seq, List.of(cell)).encode();
  }

  /** The frame with more bytes among the fields of its definition, as a later release may write. */
  private static byte[] withField(byte[] frame, int tag, byte... content) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    int at = 0;
    while (in.getLong(at) != INCARNATION) {
      at++;
    }
    int length = at + Long.BYTES;
    List<Byte> bytes = new ArrayList<>();
    for (int i = 0; i < frame.length - Integer.BYTES; i++) {
      bytes.add(i == length ? (byte) (frame[i] + 2 + content.length) : frame[i]);
      if (i == length + frame[length]) {
        bytes.add((byte) tag);
        bytes.add((byte) content.length);
        for (byte b : content) {
          bytes.add(b);
        }
      }
    }
    byte[] all = new byte[bytes.size() + Integer.BYTES];
    CRC32 check = new CRC32();
    for (int i = 0; i < bytes.size(); i++) {
      all[i] = bytes.get(i);
      check.update(all[i]);
    }
    ByteBuffer.wrap(all).putInt(bytes.size(), (int) check.getValue());
    return all;
  }

  @Test
  void workersOfReleasesBeforeAndAfterThisOne_areExact() {
    MetricInfo plain = MetricInfo.of("jobs", MetricKind.COUNTER);
    MetricInfo described = plain.described("", "Jobs that were done", List.of());
    WorkerIdentity before = WorkerIdentity.ofThisProcess();
    WorkerIdentity now = WorkerIdentity.ofThisProcess();
    WorkerIdentity after = WorkerIdentity.ofThisProcess();
    aggregator.receive(frame(before, 1, 5, plain, 0), 0); // without any field
    aggregator.receive(frame(now, 1, 70, described, 1_000), 0);
    byte[] later = withField(frame(after, 1, 900, described, 2_000), 77, (byte) 1, (byte) 2);
    aggregator.receive(later, 0);
    for (long seq = 2; seq < 5; seq++) {
      aggregator.receive(frame(before, seq, 5 * seq, plain, 0), 0);
      aggregator.receive(frame(now, seq, 70 * seq, described, 1_000), 0);
      aggregator.receive(frame(after, seq, 900 * seq, described, 2_000), 0);
    }
    Snapshot snapshot = totals.snapshot();
    assertEquals(4 * 975, snapshot.number("jobs.{k=v}.value"));
    assertEquals("Jobs that were done", snapshot.families().get(0).info().description());
    assertEquals(0, snapshot.number("tapes.conflicts.value"));
    assertEquals(0, snapshot.number("tapes.frames.rejected.value"));
  }
}
