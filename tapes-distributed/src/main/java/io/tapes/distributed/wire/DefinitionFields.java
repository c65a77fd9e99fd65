package io.tapes.distributed.wire;

import io.tapes.Exemplars;
import io.tapes.MetricInfo;
import java.util.ArrayList;
import java.util.List;

/** What is said of a series that is no part of its identity, with its definition or later. */
final class DefinitionFields {
  /*
   * Each field is its tag, its length and its bytes, in ascending order of the tags, so that a
   * release that does not know a tag skips the field. A tag is never used for something else.
   */
  private static final int UNIT = 1;
  private static final int DESCRIPTION = 2;
  private static final int BOUNDS = 3;
  private static final int START = 4;
  private static final int EXEMPLARS = 5;

  private String unit = "";
  private String description = "";
  private final List<Double> bounds = new ArrayList<>(0);
  private long startMillis;
  private Exemplars exemplars = Exemplars.none();

  private DefinitionFields() {}

  static void write(
      WireWriter out, SeriesDescriptor definition, boolean describes, Exemplars exemplars) {
    WireWriter fields = new WireWriter(16);
    if (describes) {
      MetricInfo info = definition.info();
      String unit = info.unit();
      text(fields, UNIT, unit.equals(info.kind().unit()) ? "" : unit);
      text(fields, DESCRIPTION, info.description());
      if (!info.bounds().isEmpty()) {
        fields.writeVarint(BOUNDS);
        fields.writeVarint((long) info.bounds().size() * Long.BYTES);
        info.bounds().forEach(bound -> fields.writeLong(Double.doubleToRawLongBits(bound)));
      }
    }
    if (definition.startMillis() > 0) {
      WireWriter start = new WireWriter(9);
      start.writeVarint(definition.startMillis());
      fields.writeVarint(START);
      part(fields, start);
    }
    exemplars(fields, exemplars);
    part(out, fields);
  }

  /** The fields of a series that is defined already. */
  static void write(WireWriter out, Exemplars exemplars) {
    WireWriter fields = new WireWriter(64);
    exemplars(fields, exemplars);
    part(out, fields);
  }

  private static void exemplars(WireWriter fields, Exemplars exemplars) {
    if (!exemplars.isEmpty()) {
      WireWriter all = new WireWriter(64);
      ExemplarCodec.write(all, exemplars);
      fields.writeVarint(EXEMPLARS);
      part(fields, all);
    }
  }

  private static void part(WireWriter out, WireWriter part) {
    out.writeVarint(part.size());
    out.writeAll(part);
  }

  private static void text(WireWriter fields, int tag, String text) {
    if (!text.isEmpty()) {
      fields.writeVarint(tag);
      fields.writeString(text);
    }
  }

  static DefinitionFields read(WireReader in) throws MalformedFrameException {
    DefinitionFields read = new DefinitionFields();
    WireReader fields = in.readPart("fields");
    long before = 0;
    while (fields.remaining() > 0) {
      long tag = fields.readCount();
      if (tag <= before) {
        throw new MalformedFrameException("the field " + tag + " comes after " + before);
      }
      before = tag;
      read.take(tag, fields.readPart("field " + tag));
    }
    return read;
  }

  private void take(long tag, WireReader field) throws MalformedFrameException {
    if (tag == UNIT) {
      unit = field.readText();
    } else if (tag == DESCRIPTION) {
      description = field.readText();
    } else if (tag == BOUNDS) {
      while (field.remaining() > 0) {
        bounds.add(Double.longBitsToDouble(field.readLong()));
      }
    } else if (tag == START) {
      startMillis = field.readCount();
      if (field.remaining() > 0) {
        throw new MalformedFrameException("a start has " + field.remaining() + " bytes too many");
      }
    } else if (tag == EXEMPLARS) {
      exemplars = ExemplarCodec.read(field);
    }
  }

  /** Since when the series counts, 0 where that is not said. */
  long startMillis() {
    return startMillis;
  }

  /** Exemplars that are new. */
  Exemplars exemplars() {
    return exemplars;
  }

  /** The metadata with what the fields say; throws if they contradict its kind. */
  MetricInfo describe(MetricInfo info) {
    return info.described(unit, description, bounds);
  }
}
