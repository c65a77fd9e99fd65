package io.tapes.distributed.wire;

import io.tapes.Exemplar;
import io.tapes.Exemplars;
import io.tapes.Tags;
import java.util.ArrayList;
import java.util.List;

/** Exemplars as bytes: one behind the other, until their field ends. */
final class ExemplarCodec {
  private ExemplarCodec() {}

  static void write(WireWriter out, Exemplars exemplars) {
    for (Exemplar one : exemplars) {
      out.writeLong(Double.doubleToRawLongBits(one.value()));
      out.writeVarint(one.timestampMillis());
      TagsCodec.write(out, one.labels());
    }
  }

  static Exemplars read(WireReader in) throws MalformedFrameException {
    List<Exemplar> all = new ArrayList<>();
    while (in.remaining() > 0) {
      double value = Double.longBitsToDouble(in.readLong());
      long timestampMillis = in.readCount();
      Tags labels = TagsCodec.read(in, "an exemplar");
      if (!Double.isFinite(value)) {
        throw new MalformedFrameException("the value of an exemplar is " + value);
      }
      try {
        all.add(new Exemplar(labels, value, timestampMillis));
      } catch (IllegalArgumentException e) {
        throw new MalformedFrameException(String.valueOf(e.getMessage()));
      }
    }
    return Exemplars.of(all);
  }
}
