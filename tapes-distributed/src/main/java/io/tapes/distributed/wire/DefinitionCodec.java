package io.tapes.distributed.wire;

import io.tapes.Aggregation;
import io.tapes.Exemplars;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.Tags;

/** Definitions as bytes. */
final class DefinitionCodec {
  private DefinitionCodec() {}

  /** A definition, and the exemplars that came with it. */
  record Defined(SeriesDescriptor series, Exemplars exemplars) {}

  /**
   * Writes a definition.
   *
   * @param describes whether it says what is said of its metric, too
   */
  static void write(
      WireWriter out, SeriesDescriptor definition, boolean describes, Exemplars exemplars) {
    out.writeString(definition.series().name());
    TagsCodec.write(out, definition.series().tags());
    out.writeByte(definition.kind().code());
    out.writeByte(definition.info().aggregation().code());
    out.writeLong(definition.incarnation());
    DefinitionFields.write(out, definition, describes, exemplars);
  }

  static Defined read(WireReader in) throws MalformedFrameException {
    String name = in.readString();
    Tags tags = TagsCodec.read(in, "'" + name + "'");
    MetricKind kind = kind(name, in.readByte());
    Aggregation aggregation = aggregation(name, in.readByte());
    long incarnation = in.readLong();
    DefinitionFields fields = DefinitionFields.read(in);
    try {
      SeriesId id = new SeriesId(name, tags);
      if (id.length() > SeriesId.MAX_LENGTH) {
        throw new MalformedFrameException(
            "a name and its tags have " + id.length() + " characters");
      }
      MetricInfo info = new MetricInfo(name, kind, aggregation);
      return new Defined(
          new SeriesDescriptor(id, fields.describe(info), incarnation, fields.startMillis()),
          fields.exemplars());
    } catch (IllegalArgumentException e) {
      throw new MalformedFrameException(String.valueOf(e.getMessage()));
    }
  }

  private static MetricKind kind(String name, int code) throws MalformedFrameException {
    return MetricKind.ofCode(code).orElseThrow(() -> unknown("kind", code, name));
  }

  private static Aggregation aggregation(String name, int code) throws MalformedFrameException {
    return Aggregation.ofCode(code).orElseThrow(() -> unknown("aggregation", code, name));
  }

  private static MalformedFrameException unknown(String what, int code, String name) {
    return new MalformedFrameException(
        "'"
            + name
            + "' has the unknown "
            + what
            + " "
            + code
            + "; update the aggregator before its workers");
  }
}
