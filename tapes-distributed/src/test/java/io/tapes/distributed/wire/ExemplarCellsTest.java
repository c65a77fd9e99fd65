package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Exemplar;
import io.tapes.Exemplars;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.testing.Forall;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Exemplars as bytes: beside a definition, and in cells of their own. */
class ExemplarCellsTest {
  private static final Id STATE = new Id(0x0011223344556677L, 0x8899aabbccddeeffL);
  private static final WorkerIdentity WORKER =
      new WorkerIdentity(
          new Id(0x0102030405060708L, 0x090a0b0c0d0e0f10L), 4711, 1_700_000_000_000L);
  private static final SeriesDescriptor JOBS =
      new SeriesDescriptor(
          new SeriesId("jobs", Tags.empty()), MetricInfo.of("jobs", MetricKind.COUNTER), 0x1001);

  private static Exemplar exemplar(double value, long millis, String... labels) {
    return new Exemplar(Tags.of(labels), value, millis);
  }

  private static Exemplars some(Forall any) {
    return Exemplars.of(
        any.list(
            20,
            () ->
                exemplar(
                    any.doubles(),
                    any.longs(0, Long.MAX_VALUE),
                    any.of("trace_id", "größe", "\uD83D\uDE80"),
                    any.of("", "4bf92f", "\"\\\n日"))));
  }

  private static Frame frame(Cell... cells) {
    return new Frame(STATE, WORKER, false, 0, 1, List.of(cells));
  }

  private static List<Exemplars> read(Frame frame) throws MalformedFrameException {
    return Frame.decode(frame.encode()).cells().stream().map(Cell::exemplars).toList();
  }

  @Test
  void whatIsWritten_isRead() {
    Forall.check(
        any -> {
          Exemplars defined = some(any);
          Exemplars later = some(any).plus(Exemplars.of(List.of(exemplar(1, 1))));
          Cell first = new Cell(0, JOBS, new SumValue(1)).with(defined);
          assertEquals(List.of(defined, later), read(frame(first, Cell.exemplars(0, later))));
        });
  }

  @Test
  void theBytes_areThoseOfThisVersion() throws Exception {
    Exemplars newest =
        Exemplars.of(
            List.of(
                exemplar(
                    3,
                    1_700_000_000_123L,
                    "trace_id",
                    "4bf92f3577b34da6a3ce929d0e0e4736",
                    "span_id",
                    "00f067aa0ba902b7")));
    Exemplars others = Exemplars.of(List.of(exemplar(-0.5, 7), exemplar(1e-9, 8, "k", "v")));
    Frame frame =
        frame(
            new Cell(0, JOBS, new SumValue(3)).with(newest),
            Cell.exemplars(0, others),
            new Cell(0, null, new SumValue(4)));
    GoldenFramesTest.assertGolden("exemplars", frame.encode());
    assertEquals(frame, Frame.decode(frame.encode()));
  }

  @Test
  void capabilities_areATopicOfTheirOwn() throws Exception {
    byte[] topic = Wire.capabilities(STATE);
    GoldenFramesTest.assertGolden("capabilities", topic);
    assertEquals(Optional.of(STATE), Wire.takingFields(topic));
    assertEquals(Optional.empty(), Wire.stateOf(topic), "releases before it ignore it");
    assertEquals(Optional.empty(), Wire.takingFields(Wire.topic(STATE)));
    topic[topic.length - 1] = (byte) 0xfe;
    assertEquals(Optional.empty(), Wire.takingFields(topic), "it takes other things");
    topic[topic.length - 1] = (byte) 0xff;
    assertEquals(Optional.of(STATE), Wire.takingFields(topic), "of a later release");
    topic[2] = 99;
    assertEquals(Optional.empty(), Wire.takingFields(topic), "another version of the format");
  }

  private static Cell cell(int key, Consumer<WireWriter> content) throws MalformedFrameException {
    WireWriter out = new WireWriter(64);
    out.writeVarint(key);
    content.accept(out);
    WireReader in = new WireReader(out.buffer(), out.size());
    Cell cell = CellCodec.read(in);
    assertEquals(0, in.remaining());
    return cell;
  }

  private static void fields(WireWriter out, int tag, Consumer<WireWriter> content) {
    WireWriter field = new WireWriter(64);
    content.accept(field);
    WireWriter fields = new WireWriter(64);
    fields.writeVarint(tag);
    fields.writeVarint(field.size());
    fields.writeAll(field);
    out.writeVarint(fields.size());
    out.writeAll(fields);
  }

  private static void exemplar(WireWriter out, double value, String... labels) {
    out.writeLong(Double.doubleToRawLongBits(value));
    out.writeVarint(9);
    out.writeVarint(labels.length / 2);
    for (String label : labels) {
      out.writeString(label);
    }
  }

  @Test
  void fieldsOfALaterRelease_areSkipped() throws MalformedFrameException {
    Cell cell = cell(7 << 4, out -> fields(out, 6, field -> field.writeString("later")));
    assertEquals(Cell.exemplars(7, Exemplars.none()), cell);
  }

  private static void assertRefused(String words, int key, Consumer<WireWriter> content) {
    MalformedFrameException e =
        assertThrows(MalformedFrameException.class, () -> cell(key, content));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void whatNobodySends_isRefused() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused(
          "the value of an exemplar is", 0, out -> fields(out, 5, field -> exemplar(field, value)));
    }
    assertRefused(
        "129 characters", 0, out -> fields(out, 5, f -> exemplar(f, 1, "k", "x".repeat(128))));
    assertRefused(
        "tags of an exemplar are not in order",
        0,
        out -> fields(out, 5, f -> exemplar(f, 1, "b", "", "a", "")));
    assertRefused("empty key", 0, out -> fields(out, 5, f -> exemplar(f, 1, "", "")));
    assertRefused("8 more bytes", 0, out -> fields(out, 5, f -> f.writeByte(1)));
    assertRefused(
        "content 0 of a cell is unknown",
        8,
        out -> DefinitionCodec.write(out, JOBS, true, Exemplars.none()));
  }
}
