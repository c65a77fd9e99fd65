package io.tapes.distributed.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being put together. One thread at a time. */
final class WireWriter {
  private byte[] bytes;
  private int size;

  WireWriter(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  /** The array behind it, valid up to {@link #size}. */
  byte[] buffer() {
    return bytes;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Forgets what was written after a position. */
  void truncate(int newSize) {
    size = newSize;
  }

  void writeByte(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size + 64);
    }
    bytes[size++] = (byte) value;
  }

  void writeInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      writeByte(value >>> shift);
    }
  }

  void writeLong(long value) {
    writeInt((int) (value >>> 32));
    writeInt((int) value);
  }

  void writeId(Id id) {
    writeLong(id.high());
    writeLong(id.low());
  }

  /** Seven bits a byte, the lowest first; the value is taken as unsigned. */
  void writeVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      writeByte(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  /** A varint that is short for small numbers of either sign. */
  void writeSigned(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  /** All that another writer holds. */
  void writeAll(WireWriter part) {
    for (int i = 0; i < part.size; i++) {
      writeByte(part.bytes[i]);
    }
  }

  void writeString(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeVarint(utf8.length);
    for (byte b : utf8) {
      writeByte(b);
    }
  }
}
