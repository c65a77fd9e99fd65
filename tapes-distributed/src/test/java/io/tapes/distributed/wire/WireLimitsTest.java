package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The last that is taken, and the first that is not. */
class WireLimitsTest {
  private static final Id STATE = new Id(1, 2);
  private static final WorkerIdentity WORKER = new WorkerIdentity(new Id(3, 4), 4711, 1_700);

  /** What a cell may hold. */
  private static final int SUM = 1;

  private static final int LEVEL = 2;
  private static final int DISTRIBUTION = 3;
  private static final int CHANGED = 4;
  private static final int ENDED = 5;
  private static final int DEFINED = 8;

  /** A frame with one cell of these bytes. */
  private static byte[] frame(Consumer<WireWriter> cell) {
    WireWriter out = new WireWriter(64);
    Wire.writeHead(out, Wire.MAGIC_FRAME, STATE);
    out.writeByte(0);
    out.writeId(WORKER.incarnation());
    out.writeVarint(WORKER.pid());
    out.writeVarint(WORKER.startMillis());
    out.writeVarint(0);
    out.writeVarint(1);
    cell.accept(out);
    return Wire.seal(out);
  }

  private static void assertRefused(String words, byte[] message) {
    MalformedFrameException e =
        assertThrows(MalformedFrameException.class, () -> Frame.decode(message));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  private static byte[] counter(int id) {
    return frame(
        out -> {
          out.writeVarint((long) id << 4 | SUM);
          out.writeSigned(7);
          out.writeByte(0);
        });
  }

  @Test
  void aCellsNumber_isBelowTheLimit() throws MalformedFrameException {
    Cell last = new Cell(Wire.MAX_ID - 1, null, new SumValue(7));
    assertEquals(List.of(last), Frame.decode(counter(Wire.MAX_ID - 1)).cells());
    assertRefused("cell key", counter(Wire.MAX_ID));
    assertRefused("cell key", counter(Wire.MAX_ID + 1));
  }

  @Test
  void moreTagsThanBytesAreLeftFor_areRefusedAtOnce() {
    assertRefused(
        "number of tags 6 is above 5",
        frame(
            out -> {
              out.writeVarint(DEFINED | SUM);
              out.writeString("c");
              out.writeVarint(6);
              out.writeLong(0);
              out.writeByte(0);
              out.writeByte(0);
            }));
  }

  @Test
  void moreBucketsThanBytesAreLeftFor_areRefusedAtOnce() {
    assertRefused(
        "number of buckets 6 is above 5",
        frame(
            out -> {
              out.writeVarint(DISTRIBUTION);
              out.writeVarint(6);
              out.writeLong(0);
              out.writeByte(0);
              out.writeByte(0);
            }));
  }

  @Test
  void tagsTwiceOrOutOfOrder_areRefused() {
    for (String second : new String[] {"k", "a"}) {
      assertRefused(
          "the tags of 'c' are not in order",
          frame(
              out -> {
                out.writeVarint(DEFINED | SUM);
                out.writeString("c");
                out.writeVarint(2);
                out.writeString("k");
                out.writeString("v");
                out.writeString(second);
                out.writeString("w");
                out.writeByte(MetricKind.COUNTER.code());
                out.writeByte(Aggregation.SUM.code());
                out.writeLong(0);
                out.writeVarint(0);
                out.writeSigned(7);
                out.writeByte(0);
              }));
    }
  }

  private static Frame named(int length) {
    SeriesId series = new SeriesId("n".repeat(length), Tags.empty());
    SeriesDescriptor definition =
        new SeriesDescriptor(series, MetricInfo.of(series.name(), MetricKind.COUNTER));
    Cell cell = new Cell(0, definition, new SumValue(1));
    return new Frame(STATE, WORKER, false, 0, 1, List.of(cell));
  }

  @Test
  void aName_mayHaveAllTheCharactersThatASeriesMayHave() throws MalformedFrameException {
    Frame longest = named(SeriesId.MAX_LENGTH);
    assertEquals(longest, Frame.decode(longest.encode()));
    assertRefused(
        "a name and its tags have " + (SeriesId.MAX_LENGTH + 1) + " characters",
        named(SeriesId.MAX_LENGTH + 1).encode());
  }

  @Test
  void aFrame_mayBeAGoodbyeOfOneThatComesBack() throws MalformedFrameException {
    WorkerIdentity durable = new WorkerIdentity(new Id(3, 4), 4711, 1_700, true);
    Frame both = new Frame(STATE, durable, true, 5, 6, List.of());
    assertEquals(both, Frame.decode(both.encode()));
    byte[] message = both.encode();
    WireWriter out = new WireWriter(message.length);
    for (int i = 0; i < message.length - Wire.CHECK_BYTES; i++) {
      out.writeByte(i == 19 ? 4 : message[i]);
    }
    assertRefused("the flags 4 have no meaning", Wire.seal(out));
  }

  @Test
  void aBuilder_fillsAFrameToTheLastByte() {
    Cell cell = new Cell(0, null, new SumValue(1));
    FrameBuilder first = new FrameBuilder(STATE, WORKER, 0, 1);
    assertTrue(first.isEmpty());
    assertTrue(first.add(cell));
    assertFalse(first.isEmpty());
    byte[] one = first.build(false);
    FrameBuilder exact = new FrameBuilder(STATE, WORKER, 0, 1, one.length);
    assertTrue(exact.add(cell));
    assertArrayEquals(one, exact.build(false));
    FrameBuilder small = new FrameBuilder(STATE, WORKER, 0, 1, one.length - 1);
    assertFalse(small.add(cell));
    assertTrue(small.isEmpty());
  }

  /** A frame with the end of a series, and whatever its last value may be: one bucket. */
  private static byte[] ended(int number, int content) {
    return frame(
        out -> {
          out.writeVarint(ENDED);
          out.writeVarint(number);
          out.writeByte(content);
          switch (content) {
            case SUM, LEVEL -> out.writeInt(0x0200);
            case ENDED -> {}
            default -> out.writeLong(0x0105050005000000L);
          }
        });
  }

  @Test
  void anEnd_hasALastValueThatCounts_andTheNumberOfAnEnd() throws MalformedFrameException {
    assertRefused("end 1 with a last value of content 2", ended(1, LEVEL));
    for (int content : new int[] {0, 8, 255}) {
      assertRefused("content " + content + " of a cell is unknown", ended(1, content));
    }
    for (int content : new int[] {SUM, LEVEL, DISTRIBUTION, CHANGED}) {
      assertRefused("end 0 with a last value of content " + content, ended(0, content));
    }
    for (int number : new int[] {0, 1}) {
      assertEquals(List.of(Cell.ended(0, number)), Frame.decode(ended(number, ENDED)).cells());
    }
    Cell counter = new Cell(3, null, new SumValue(-7, 7)).ended(1);
    Cell meter = new Cell(3, null, new SumValue(7)).ended(1);
    Frame frame = new Frame(STATE, WORKER, false, 0, 1, List.of(counter, meter));
    assertEquals(frame, Frame.decode(frame.encode()));
  }

  /** Names are filled up until the message has a certain length. */
  private static byte[] ofBytes(int length) {
    return frame(
        out -> {
          while (out.size() + Wire.CHECK_BYTES + 3 <= length - 3) {
            out.writeVarint(SUM);
            out.writeSigned(0);
            out.writeByte(0);
          }
          out.writeVarint(SUM);
          int left = length - Wire.CHECK_BYTES - out.size() - 1;
          out.writeSigned(left == 1 ? 0 : left == 2 ? 64 : 64 << 7);
          out.writeByte(0);
        });
  }

  @Test
  void aMessage_mayHaveAllBytesUpToTheLimit() throws MalformedFrameException {
    byte[] longest = ofBytes(Wire.MAX_BYTES);
    assertEquals(Wire.MAX_BYTES, longest.length);
    assertFalse(Frame.decode(longest).cells().isEmpty());
    byte[] longer = ofBytes(Wire.MAX_BYTES + 1);
    assertEquals(Wire.MAX_BYTES + 1, longer.length);
    assertRefused("262145 bytes are more than 262144", longer);
  }

  @Test
  void acknowledgementsOfNobody_areTheShortestMessage() throws MalformedFrameException {
    Acknowledgements none = new Acknowledgements(STATE, List.of());
    assertEquals(23, none.encode().length);
    assertEquals(none, Acknowledgements.decode(none.encode()));
  }

  @Test
  void acknowledgements_areAtMostAThousandOfKnownStatus() throws MalformedFrameException {
    var entry = new Acknowledgements.Entry(STATE, 1, 1, Acknowledgements.Status.COMPLETE);
    var most = new Acknowledgements(STATE, Collections.nCopies(1_000, entry));
    assertEquals(most, Acknowledgements.decode(most.encode()));
    var more = new Acknowledgements(STATE, Collections.nCopies(1_001, entry));
    assertThrows(IllegalArgumentException.class, more::encode);
    assertEquals("more than 1000 entries", acknowledgementsRefusal(1_001, 2));
    assertEquals("status 3 is unknown", acknowledgementsRefusal(1, 3));
  }

  private static String acknowledgementsRefusal(int entries, int status) {
    WireWriter out = new WireWriter(64);
    Wire.writeHead(out, Wire.MAGIC_ACKNOWLEDGEMENTS, STATE);
    for (int i = 0; i < entries; i++) {
      out.writeId(STATE);
      out.writeVarint(1);
      out.writeVarint(1);
      out.writeByte(status);
    }
    return assertThrows(
            MalformedFrameException.class, () -> Acknowledgements.decode(Wire.seal(out)))
        .getMessage();
  }
}
