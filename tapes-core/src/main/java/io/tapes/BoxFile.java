package io.tapes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The mapped bytes of a {@link BlackBox} and who gets which of them. Any thread. */
final class BoxFile {
  /*
   * The file is mapped once, at its greatest length, and grows by writing zeros: a page that was
   * never written takes no space, and touching it in a full file system would kill the process.
   * So bytes are handed out only after zeros were written to them, and what a full file system
   * costs is an exception here. The writing goes through RandomAccessFile, because an interrupt of
   * a thread that writes to a channel closes it.
   */
  static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What is handed out begins on a line of its own, as far as the processor is concerned. */
  static final int LINE = 64;

  private static final int EXTENT = 256 * 1024;

  final ByteBuffer bytes;

  /** The same bytes, for plain stores: these cost less through it. */
  final LongBuffer longs;

  private final RandomAccessFile file;
  private final int limit;
  private int zeroed;
  private int next;

  /** A new file; what is in it already must be nothing. */
  BoxFile(RandomAccessFile file, int limit) throws IOException {
    this.file = file;
    this.limit = limit;
    grow(EXTENT);
    MappedByteBuffer mapped = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, limit);
    this.bytes = mapped.order(ByteOrder.LITTLE_ENDIAN);
    this.longs = bytes.asLongBuffer();
    set(BlackBox.AT_WRITTEN, Sealed.of(zeroed));
  }

  private void grow(int to) throws IOException {
    byte[] zeros = new byte[64 * 1024];
    while (zeroed < to) {
      file.seek(zeroed);
      file.write(zeros, 0, Math.min(zeros.length, to - zeroed));
      zeroed = Math.min(to, zeroed + zeros.length);
    }
  }

  /**
   * Hands out zeros.
   *
   * @return where they begin, or 0 if there is no room in the file or the file system
   */
  synchronized int allocate(int length) {
    int rounded = (length + LINE - 1) & -LINE;
    if (rounded > limit - next) {
      return 0;
    }
    if (next + rounded > zeroed) {
      try {
        grow(Math.min(limit, Math.max(next + rounded, zeroed + EXTENT)));
      } catch (IOException full) {
        return 0;
      }
      set(BlackBox.AT_WRITTEN, Sealed.of(zeroed));
    }
    int position = next;
    next += rounded;
    return position;
  }

  long get(int position) {
    return (long) LONG.getVolatile(bytes, position);
  }

  void set(int position, long value) {
    LONG.setVolatile(bytes, position, value);
  }

  void put(int position, byte[] source) {
    for (int i = 0; i < source.length; i++) {
      bytes.put(position + i, source[i]);
    }
  }

  /** Writes what stands there now to a file that exists. */
  synchronized void copyTo(Path copy) throws IOException {
    try (RandomAccessFile to = new RandomAccessFile(copy.toFile(), "rw")) {
      byte[] part = new byte[64 * 1024];
      for (int from = 0; from < zeroed; from += part.length) {
        int length = Math.min(part.length, zeroed - from);
        bytes.get(from, part, 0, length);
        to.write(part, 0, length);
      }
      to.setLength(limit);
    }
  }
}
