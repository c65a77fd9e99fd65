package io.tapes.spectator;

import java.nio.ByteBuffer;

/** How the 64 bits of an update become the number of its line. Without an object for the call. */
@FunctionalInterface
interface NumberForm {
  NumberForm DOUBLE = (bits, out) -> Decimals.put(Double.longBitsToDouble(bits), out);
  NumberForm LONG = Decimals::put;
  NumberForm UNSIGNED = Decimals::putUnsigned;
  NumberForm SECONDS = (bits, out) -> Decimals.putSeconds(Double.longBitsToDouble(bits), out);
  NumberForm NANOS = Decimals::putNanos;

  void put(long bits, ByteBuffer out);
}
