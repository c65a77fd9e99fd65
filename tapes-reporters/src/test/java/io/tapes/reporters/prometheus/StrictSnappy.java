package io.tapes.reporters.prometheus;

import java.util.Arrays;

/** Decodes Snappy's block format by its description; refuses whatever that does not allow. */
final class StrictSnappy {
  private final byte[] in;
  private int at;

  private StrictSnappy(byte[] in) {
    this.in = in;
  }

  static byte[] decode(byte[] block) {
    return new StrictSnappy(block).decode();
  }

  private byte[] decode() {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int b = next();
      length |= (b & 0x7F) << shift;
      if (b < 0x80) {
        break;
      }
    }
    byte[] out = new byte[length];
    int size = 0;
    while (at < in.length) {
      int tag = next();
      int upper = tag >>> 2;
      if ((tag & 3) == 0) {
        int literal = 1 + (upper < 60 ? upper : number(upper - 59));
        System.arraycopy(in, at, out, size, literal);
        at += literal;
        size += literal;
      } else {
        int copied = (tag & 3) == 1 ? 4 + (upper & 7) : 1 + upper;
        int offset = (tag & 3) == 1 ? ((tag >>> 5) << 8) | next() : number((tag & 3) == 2 ? 2 : 4);
        if (offset == 0 || offset > size) {
          throw new AssertionError("copies from " + offset + " before " + size);
        }
        for (int i = 0; i < copied; i++, size++) { // may overlap
          out[size] = out[size - offset];
        }
      }
    }
    if (size != length) {
      throw new AssertionError(size + " bytes instead of " + length);
    }
    return Arrays.copyOf(out, size);
  }

  private int next() {
    return in[at++] & 0xFF;
  }

  private int number(int bytes) {
    int number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= next() << (8 * i);
    }
    return number;
  }
}
