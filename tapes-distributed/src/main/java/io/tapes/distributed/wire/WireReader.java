package io.tapes.distributed.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes being taken apart; every step is checked against what is left. One thread at a time. */
final class WireReader {
  private final byte[] bytes;
  private final int end;
  private int position;

  WireReader(byte[] bytes, int end) {
    this(bytes, 0, end);
  }

  private WireReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.position = from;
    this.end = end;
  }

  /** A reader of the part that begins with its length; this one goes on behind it. */
  WireReader readPart(String what) throws MalformedFrameException {
    int length = readUpTo(remaining(), "length of " + what);
    require(length); // the length itself has taken room
    int from = position;
    position += length;
    return new WireReader(bytes, from, position);
  }

  /** The rest as text. */
  String readText() throws MalformedFrameException {
    return readText(remaining());
  }

  int remaining() {
    return end - position;
  }

  private void require(long count) throws MalformedFrameException {
    if (count > remaining()) {
      throw new MalformedFrameException(
          count + " more bytes are announced at " + position + ", there are " + remaining());
    }
  }

  int readByte() throws MalformedFrameException {
    require(1);
    return bytes[position++] & 0xff;
  }

  long readLong() throws MalformedFrameException {
    require(Long.BYTES);
    long value = ByteBuffer.wrap(bytes).getLong(position);
    position += Long.BYTES;
    return value;
  }

  /**
   * Reads a part of a sum of doubles. Zero has one form, as sums have: {@code -0.0} would be
   * written as another number than was read.
   */
  double readPartOfSum() throws MalformedFrameException {
    long bits = readLong();
    if (bits == Long.MIN_VALUE) {
      throw new MalformedFrameException("a sum of doubles is -0.0");
    }
    return Double.longBitsToDouble(bits);
  }

  Id readId() throws MalformedFrameException {
    long high = readLong();
    return new Id(high, readLong());
  }

  /** Refuses longer forms than needed, so that every number has one form. */
  long readVarint() throws MalformedFrameException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        if ((next == 0 && shift > 0) || (shift == 63 && next > 1)) {
          break;
        }
        return value;
      }
    }
    throw new MalformedFrameException("the number that ends at " + position + " has another form");
  }

  /** A varint that is not negative as a long. */
  long readCount() throws MalformedFrameException {
    long value = readVarint();
    if (value < 0) {
      throw new MalformedFrameException("the count that ends at " + position + " exceeds 2^63 - 1");
    }
    return value;
  }

  /** A varint from 0 to a limit. */
  int readUpTo(int limit, String what) throws MalformedFrameException {
    long value = readVarint();
    if (value < 0 || value > limit) {
      throw new MalformedFrameException(
          what + " " + Long.toUnsignedString(value) + " is above " + limit);
    }
    return (int) value;
  }

  long readSigned() throws MalformedFrameException {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  boolean readFlag(String what) throws MalformedFrameException {
    int value = readByte();
    if (value > 1) {
      throw new MalformedFrameException(what + " is " + value + ", neither 0 nor 1");
    }
    return value == 1;
  }

  String readString() throws MalformedFrameException {
    return readText(readUpTo(remaining(), "string length"));
  }

  private String readText(int length) throws MalformedFrameException {
    require(length);
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, position, length))
              .toString();
      position += length;
      return text;
    } catch (CharacterCodingException e) {
      throw new MalformedFrameException("the string at " + position + " is not UTF-8");
    }
  }
}
