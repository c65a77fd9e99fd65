package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A state file that says what none can say is refused, whoever sealed it. */
class CheckpointDecodeTest {
  private static final Id ID = new Id(1, 2);
  private static final MetricValue COUNT = new SumValue(3);
  private static final SeriesDescriptor COUNTER =
      new SeriesDescriptor(new SeriesId("c", Tags.empty()), MetricInfo.of("c", MetricKind.COUNTER));

  private static byte[] sealed(Consumer<WireWriter> content) {
    WireWriter out = new WireWriter(64);
    content.accept(out);
    return Wire.seal(out);
  }

  /** A checkpoint without anything, up to a place. */
  private static void empty(WireWriter out, int parts) {
    out.writeByte('T');
    out.writeByte('S');
    out.writeByte(Checkpoint.VERSION);
    out.writeId(ID);
    out.writeVarint(7);
    for (int i = 0; i < parts; i++) {
      out.writeVarint(0);
    }
  }

  private static void assertRefused(String sentence, byte[] bytes) {
    assertEquals(
        sentence,
        assertThrows(MalformedFrameException.class, () -> Checkpoint.decode(bytes)).getMessage());
  }

  private static byte[] ofTotals(Cell cell) {
    return new Checkpoint(ID, 7, List.of(cell), List.of(), List.of(), List.of()).encode();
  }

  @Test
  void nothing_isACheckpointToo() throws MalformedFrameException {
    Checkpoint none = new Checkpoint(ID, 7, List.of(), List.of(), List.of(), List.of());
    assertEquals(none, Checkpoint.decode(sealed(out -> empty(out, 4))));
    assertEquals(none, Checkpoint.decode(none.encode()));
  }

  @Test
  void otherFirstBytes_areRefused() {
    for (String first : List.of("XS", "TX")) {
      assertRefused(
          "it does not begin with TS",
          sealed(
              out -> {
                empty(out, 4);
                out.buffer()[0] = (byte) first.charAt(0);
                out.buffer()[1] = (byte) first.charAt(1);
              }));
    }
  }

  @Test
  void anythingBehindTheEnd_isRefused() {
    assertRefused(
        "1 bytes too many",
        sealed(
            out -> {
              empty(out, 4);
              out.writeByte(0);
            }));
  }

  @Test
  void cellsWithoutDefinition_orOfWhatHasEnded_areRefused() {
    String sentence = "a cell without its definition, or of what has ended";
    assertRefused(sentence, ofTotals(new Cell(0, null, COUNT)));
    assertRefused(sentence, ofTotals(new Cell(0, COUNTER, COUNT).ended(1)));
  }

  @Test
  void gaugesOfTheEnded_thatAreNone_areRefused() {
    for (Cell cell : List.of(new Cell(0, COUNTER, COUNT), new Cell(0, null, new LevelValue(1)))) {
      assertRefused(
          "a gauge is none",
          sealed(
              out -> {
                empty(out, 1);
                out.writeVarint(1);
                CellCodec.write(out, cell, true);
                out.writeString("4711-01");
                out.writeVarint(0);
                out.writeVarint(0);
              }));
    }
  }

  @Test
  void flagsThatAreNone_areRefused() {
    assertRefused("observable is 2, neither 0 nor 1", withWorker(2, 0));
    assertRefused("durable is 2, neither 0 nor 1", withWorker(0, 2));
    assertRefused(
        "complete is 2, neither 0 nor 1",
        sealed(
            out -> {
              empty(out, 3);
              out.writeVarint(1);
              out.writeId(ID);
              out.writeByte(2);
            }));
  }

  private static byte[] withWorker(int observable, int durable) {
    return sealed(
        out -> {
          empty(out, 2);
          out.writeVarint(1);
          out.writeId(ID);
          out.writeVarint(4711);
          out.writeVarint(1_700);
          out.writeByte(observable);
          out.writeByte(durable);
          out.writeVarint(0);
          out.writeVarint(0);
          out.writeVarint(0);
        });
  }

  @Test
  void numbersBeyondWhatIsThere_areRefusedAtOnce() {
    for (int part = 0; part < 4; part++) {
      int before = part;
      String what = List.of("cells", "gauges", "workers", "retired workers").get(part);
      assertRefused(
          "number of " + what + " 7 is above 6",
          sealed(
              out -> {
                empty(out, before);
                out.writeVarint(7);
                out.writeInt(0);
                out.writeByte(0);
              }));
    }
  }
}
