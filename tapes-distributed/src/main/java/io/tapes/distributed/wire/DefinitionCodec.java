package io.tapes.distributed.wire;

import io.tapes.Aggregation;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.Tags;

/** Definitions as bytes. */
final class DefinitionCodec {
  private DefinitionCodec() {}

  /**
   * Writes a definition.
   *
   * @param describes whether it says what is said of its metric, too
   */
  static void write(WireWriter out, SeriesDescriptor definition, boolean describes) {
    out.writeString(definition.series().name());
    Tags tags = definition.series().tags();
    out.writeVarint(tags.size());
    for (int i = 0; i < tags.size(); i++) {
      out.writeString(tags.key(i));
      out.writeString(tags.value(i));
    }
    out.writeByte(definition.kind().code());
    out.writeByte(definition.info().aggregation().code());
    out.writeLong(definition.incarnation());
    DefinitionFields.write(out, definition, describes);
  }

  static SeriesDescriptor read(WireReader in) throws MalformedFrameException {
    String name = in.readString();
    // A key and a value take two bytes at least, so the count cannot make the array too large.
    int tags = in.readUpTo(in.remaining() / 2, "number of tags");
    String[] pairs = new String[2 * tags];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = in.readString();
    }
    MetricKind kind = kind(name, in.readByte());
    Aggregation aggregation = aggregation(name, in.readByte());
    long incarnation = in.readLong();
    DefinitionFields fields = DefinitionFields.read(in);
    for (int i = 2; i < pairs.length; i += 2) {
      if (pairs[i].compareTo(pairs[i - 2]) <= 0) {
        throw new MalformedFrameException("the tags of '" + name + "' are not in order");
      }
    }
    try {
      SeriesId id = new SeriesId(name, Tags.of(pairs));
      if (id.length() > SeriesId.MAX_LENGTH) {
        throw new MalformedFrameException(
            "a name and its tags have " + id.length() + " characters");
      }
      MetricInfo info = new MetricInfo(name, kind, aggregation);
      return new SeriesDescriptor(id, fields.describe(info), incarnation, fields.startMillis());
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
