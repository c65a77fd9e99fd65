package io.tapes.reporters.encoding;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing protobuf message: the few wire types that metrics need. */
public final class ProtoBytes {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;

  private byte[] bytes = new byte[256];
  private int size;

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** A field of type {@code int32}, {@code int64}, {@code uint64}, {@code enum} or {@code bool}. */
  public void varint(int field, long value) {
    tag(field, VARINT);
    varint(value);
  }

  /** A field of type {@code sint32} or {@code sint64}. */
  public void zigzag(int field, long value) {
    varint(field, (value << 1) ^ (value >> 63));
  }

  /** A field of type {@code double}. */
  public void number(int field, double value) {
    fixed64(field, Double.doubleToRawLongBits(value));
  }

  /** A field of type {@code fixed64} or {@code sfixed64}. */
  public void fixed64(int field, long value) {
    tag(field, FIXED64);
    fixed64(value);
  }

  /** An element of a packed field of that type, which is written as if it were a message. */
  public void fixed64(long value) {
    reserve(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** A field of type {@code string}; the text must be well-formed. */
  public void text(int field, String text) {
    bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A field of type {@code bytes}. */
  public void bytes(int field, byte[] value) {
    tag(field, DELIMITED);
    varint(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** A field that is a message. */
  public void message(int field, ProtoBytes message) {
    tag(field, DELIMITED);
    message(message);
  }

  /** A message behind its length, as a stream of messages has it. */
  public void message(ProtoBytes message) {
    varint(message.size);
    append(message);
  }

  /** Fields that were put together elsewhere. */
  public void append(ProtoBytes fields) {
    reserve(fields.size);
    System.arraycopy(fields.bytes, 0, bytes, size, fields.size);
    size += fields.size;
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  /** A number as it is, or an element of a packed field of such. */
  public void varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }
}
