package io.tapes.distribution;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts in arrays of bytes: each in as many bytes as the largest of them needs. */
final class PackedCounts {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private PackedCounts() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.nativeOrder());
  }

  /** The first {@code size} of these counts, which are not negative. */
  static byte[] pack(long[] counts, int size) {
    long union = 0;
    for (int i = 0; i < size; i++) {
      union |= counts[i];
    }
    int width = union >>> 8 == 0 ? 1 : union >>> 16 == 0 ? 2 : union >>> 32 == 0 ? 4 : 8;
    byte[] packed = new byte[size * width];
    for (int i = 0; i < size; i++) {
      set(packed, width, i, counts[i]);
    }
    return packed;
  }

  /** Sets the count at a position; it must fit. */
  static void set(byte[] packed, int width, int position, long count) {
    switch (width) {
      case 1 -> packed[position] = (byte) count;
      case 2 -> SHORTS.set(packed, position << 1, (short) count);
      case 4 -> INTS.set(packed, position << 2, (int) count);
      default -> LONGS.set(packed, position << 3, count);
    }
  }

  /** The count at a position of an array with counts of that many bytes. */
  static long get(byte[] packed, int width, int position) {
    if (width == 1) {
      return packed[position] & 0xff;
    }
    return switch (width) {
      case 2 -> (short) SHORTS.get(packed, position << 1) & 0xffff;
      case 4 -> (int) INTS.get(packed, position << 2) & 0xffff_ffffL;
      default -> (long) LONGS.get(packed, position << 3);
    };
  }
}
