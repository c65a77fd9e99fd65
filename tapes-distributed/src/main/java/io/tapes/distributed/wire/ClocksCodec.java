package io.tapes.distributed.wire;

import io.tapes.Elapsed;

/**
 * Running clocks as bytes: their number, the earliest start, and the sum of the starts after it.
 */
final class ClocksCodec {
  private ClocksCodec() {}

  static void write(WireWriter out, Elapsed clocks) {
    out.writeVarint(clocks.clocks());
    out.writeVarint(Math.max(0, clocks.earliestMillis()));
    out.writeSigned(clocks.startMillisSum() - clocks.clocks() * clocks.earliestMillis());
  }

  static Elapsed read(WireReader in) throws MalformedFrameException {
    long clocks = in.readCount();
    long earliest = in.readCount();
    long sum = clocks * earliest + in.readSigned();
    if (clocks == 0 && (earliest != 0 || sum != 0)) {
      throw new MalformedFrameException("no clock runs since " + earliest);
    }
    return new Elapsed(clocks, sum, earliest, earliest);
  }
}
