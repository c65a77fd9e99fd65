package io.tapes.reporters.prometheus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import java.util.Arrays;

/**
 * The block format of Snappy, without frames: the length, then any number of parts that were
 * compressed by themselves, since what refers to an earlier part may be missing.
 */
final class SnappyBlocks {
  /** Netty remembers places as shorts, so it looks back no farther. */
  private static final int PART = Short.MAX_VALUE;

  private SnappyBlocks() {}

  static byte[] compress(byte[] bytes) {
    ByteBuf out = Unpooled.buffer(bytes.length / 2 + 64);
    ByteBuf part = Unpooled.buffer(PART);
    try {
      writeLength(bytes.length, out);
      for (int at = 0; at < bytes.length; at += PART) {
        int length = Math.min(PART, bytes.length - at);
        part.clear();
        new Snappy().encode(Unpooled.wrappedBuffer(bytes, at, length), part, length);
        while (part.readByte() < 0) {
          // past the length of the part
        }
        out.writeBytes(part);
      }
      return Arrays.copyOfRange(
          out.array(), out.arrayOffset(), out.arrayOffset() + out.readableBytes());
    } finally {
      part.release();
      out.release();
    }
  }

  private static void writeLength(int length, ByteBuf out) {
    int rest = length;
    while ((rest & ~0x7F) != 0) {
      out.writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  /** Throws a sentence unless Netty is there. */
  static void requireNetty() {
    try {
      compress(new byte[1]);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "remote write needs Snappy of Netty, which is not on the class path; add the artifact"
              + " io.netty:netty-codec-compression (tapes-bom has its version)",
          e);
    }
  }
}
