package io.tapes.reporters.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a collector says about a request that it took: the field {@code partial_success} of its
 * answer. Bytes that are not such an answer mean that all was taken: the status said so.
 *
 * @param rejected how many points it did not take
 * @param message why, empty where it does not say
 */
record PartialSuccess(long rejected, String message) {
  private static final PartialSuccess ALL = new PartialSuccess(0, "");

  static PartialSuccess parse(byte[] answer) {
    try {
      Reader fields = new Reader(answer);
      while (fields.next()) {
        if (fields.number == 1 && fields.type == Reader.DELIMITED) {
          return partly(new Reader(fields.bytes));
        }
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return ALL; // not protobuf, such as an empty JSON object
    }
    return ALL;
  }

  private static PartialSuccess partly(Reader fields) {
    long rejected = 0;
    String message = "";
    while (fields.next()) {
      if (fields.number == 1 && fields.type == Reader.VARINT) {
        rejected = fields.value;
      } else if (fields.number == 2 && fields.type == Reader.DELIMITED) {
        message = new String(fields.bytes, StandardCharsets.UTF_8);
      }
    }
    return new PartialSuccess(rejected, message);
  }

  /** The fields of a message one after the other. */
  private static final class Reader {
    static final int VARINT = 0;
    static final int DELIMITED = 2;

    private final byte[] message;
    private int at;
    long number;
    int type;
    long value;
    byte[] bytes = {};

    Reader(byte[] message) {
      this.message = message;
    }

    boolean next() {
      if (at == message.length) {
        return false;
      }
      long tag = varint();
      number = tag >>> 3;
      type = (int) tag & 7;
      switch (type) {
        case VARINT -> value = varint();
        case 1 -> at += 8;
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

    private long varint() {
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
}
