package io.tapes.distributed.wire;

import io.tapes.LevelValue;
import io.tapes.Peaks;

/**
 * Maxima of intervals as bytes: what a new reader sees, and of each interval the stamp, as the
 * distance from the one before, and the maximum.
 */
final class PeaksCodec {
  private PeaksCodec() {}

  static void write(WireWriter out, double shown, Peaks peaks) {
    out.writeLong(Double.doubleToRawLongBits(shown));
    out.writeVarint(peaks.size());
    long before = 0;
    for (int i = 0; i < peaks.size(); i++) {
      out.writeVarint(peaks.stamp(i) - before);
      out.writeLong(Double.doubleToRawLongBits(peaks.maximum(i)));
      before = peaks.stamp(i);
    }
  }

  static LevelValue read(WireReader in) throws MalformedFrameException {
    double shown = Double.longBitsToDouble(in.readLong());
    Peaks peaks = Peaks.NONE;
    for (int i = in.readUpTo(Peaks.MAX_SIZE, "number of intervals"); i > 0; i--) {
      long stamp = peaks.last() + in.readCount();
      double maximum = Double.longBitsToDouble(in.readLong());
      int size = peaks.size();
      try {
        peaks = peaks.with(stamp, maximum);
      } catch (IllegalArgumentException e) {
        throw new MalformedFrameException(String.valueOf(e.getMessage()));
      }
      if (peaks.size() != size + 1) {
        throw new MalformedFrameException("the maximum " + maximum + " is not below one before it");
      }
    }
    return new LevelValue(shown, 0, 1, peaks);
  }
}
