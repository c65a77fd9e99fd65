package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Exemplars;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.Tags;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is said of a metric in its definition, by this release and by later ones. */
class DefinitionFieldsTest {
  private static final MetricInfo PLAIN = MetricInfo.of("h", MetricKind.HISTOGRAM);

  private static MetricInfo read(MetricInfo info, Consumer<WireWriter> content)
      throws MalformedFrameException {
    WireWriter fields = new WireWriter(16);
    content.accept(fields);
    WireWriter out = new WireWriter(16);
    out.writeVarint(fields.size());
    out.writeAll(fields);
    return DefinitionFields.read(new WireReader(out.buffer(), out.size())).describe(info);
  }

  private static void assertRefused(String words, Consumer<WireWriter> content) {
    MalformedFrameException e =
        assertThrows(MalformedFrameException.class, () -> read(PLAIN, content));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  private static void text(WireWriter out, int tag, String text) {
    out.writeVarint(tag);
    out.writeString(text);
  }

  @Test
  void whatIsWritten_isRead() throws MalformedFrameException {
    MetricInfo info = PLAIN.described("bytes", "Größe", List.of(-1.5, 0.0, 1e300));
    long start = 1_700_000_000_000L;
    SeriesDescriptor definition =
        new SeriesDescriptor(new SeriesId("h", Tags.empty()), info, 7, start);
    for (boolean describes : new boolean[] {true, false}) {
      WireWriter out = new WireWriter(16);
      DefinitionFields.write(out, definition, describes, Exemplars.none());
      WireReader in = new WireReader(out.buffer(), out.size());
      DefinitionFields read = DefinitionFields.read(in);
      assertEquals(describes ? info : PLAIN, read.describe(PLAIN));
      assertEquals(start, read.startMillis(), "each series has its own");
      assertEquals(0, in.remaining());
    }
  }

  @Test
  void theUnitOfAKind_isNotWritten() throws MalformedFrameException {
    MetricInfo timer = MetricInfo.of("t", MetricKind.TIMER);
    WireWriter out = new WireWriter(16);
    SeriesDescriptor definition = new SeriesDescriptor(new SeriesId("t", Tags.empty()), timer);
    DefinitionFields.write(out, definition, true, Exemplars.none());
    assertEquals(1, out.size());
    assertEquals(timer, read(timer, none -> {}));
  }

  @Test
  void fieldsOfALaterRelease_areSkipped_whereverTheyStand() throws MalformedFrameException {
    MetricInfo read =
        read(
            PLAIN,
            out -> {
              text(out, 2, "said");
              text(out, 6, "of a later release");
              text(out, 1_000_000, "");
            });
    assertEquals(PLAIN.described("", "said", List.of()), read);
  }

  @Test
  void fieldsTwiceOrOutOfOrder_areRefused() {
    for (int second : new int[] {2, 1}) {
      assertRefused(
          "the field " + second + " comes after 2",
          out -> {
            text(out, 2, "said");
            text(out, second, "again");
          });
    }
    assertRefused("the field 0 comes after 0", out -> text(out, 0, "none"));
  }

  @Test
  void aStartThatIsNotOneNumber_isRefused() {
    assertRefused("a start has 1 bytes too many", out -> text(out, 4, "ab"));
  }

  @Test
  void boundsThatAreNotWhole_areRefused() {
    assertRefused(
        "8 more bytes are announced",
        out -> {
          out.writeVarint(3);
          out.writeVarint(7);
          out.writeLong(0);
        });
  }

  @Test
  void aFieldThatEndsBehindTheOthers_isRefused() {
    for (int length : new int[] {2, 5}) {
      assertRefused(
          length == 2 ? "2 more bytes are announced" : "length of field 2 5 is above 2",
          out -> {
            out.writeVarint(2);
            out.writeVarint(length);
            out.writeByte('x');
          });
    }
  }
}
