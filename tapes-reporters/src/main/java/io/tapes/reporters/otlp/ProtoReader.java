package io.tapes.reporters.otlp;

import java.util.Arrays;

/** The fields of a protobuf message one after the other. */
final class ProtoReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int DELIMITED = 2;

  private final byte[] message;
  private int at;
  long number;
  int type;

  /** Of a field that is no text, message or packed. */
  long value;

  byte[] bytes = {};

  ProtoReader(byte[] message) {
    this.message = message;
  }

  /**
   * Goes to the next field.
   *
   * @return false at the end
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} if the bytes are none
   */
  boolean next() {
    if (isAtEnd()) {
      return false;
    }
    long tag = varint();
    number = tag >>> 3;
    type = (int) tag & 7;
    switch (type) {
      case VARINT -> value = varint();
      case FIXED64 -> value = fixed64();
      case DELIMITED -> {
        int length = Math.toIntExact(Math.min(varint() & Long.MAX_VALUE, Integer.MAX_VALUE));
        if (length > message.length - at) {
          throw new IllegalArgumentException("shorter than it says");
        }
        bytes = Arrays.copyOfRange(message, at, at + length);
        at += length;
      }
      case 5 -> at += 4;
      default -> throw new IllegalArgumentException("no such wire type");
    }
    if (at > message.length) {
      throw new IllegalArgumentException("shorter than it says");
    }
    return true;
  }

  boolean isAtEnd() {
    return at == message.length;
  }

  /** The next element of a packed field. */
  long fixed64() {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      result |= (message[at++] & 0xFFL) << shift;
    }
    return result;
  }

  /** The next element of a packed field. */
  long varint() {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = message[at++];
      result |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return result;
      }
    }
    throw new IllegalArgumentException("a number of more than ten bytes");
  }
}
