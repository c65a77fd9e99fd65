package io.tapes.blackbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The mapped bytes of a {@link BlackBox}. Any thread. */
class MappedFile implements Closeable {
  /*
   * The file is mapped once, at its greatest length, and grows by writing zeros: a page that was
   * never written takes no space, and touching it in a full file system would kill the process.
   * So bytes are used only after zeros were written to them, and what a full file system costs is
   * an exception here. The writing goes through RandomAccessFile, because an interrupt of a thread
   * that writes to a channel closes it.
   *
   * The file is locked as long as its process lives: that is how others know, whatever process ids
   * mean to them.
   */
  static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int EXTENT = 256 * 1024;

  final ByteBuffer bytes;

  /** The same bytes, for plain stores: these cost less through it. */
  final LongBuffer longs;

  private final RandomAccessFile file;
  private final int limit;
  private final @Nullable Object key;

  /** So many bytes are zeros or something else that was written; grows under this lock. */
  private volatile int written;

  /**
   * Makes a file of this user's alone and locks it.
   *
   * @param path where nothing is yet
   * @param limit the greatest length
   */
  MappedFile(Path path, int limit) throws IOException {
    this.limit = limit;
    Files.createFile(path, ownersOnly());
    RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (opened.getChannel().tryLock() == null) {
        throw new IOException("'" + path + "' is locked by another process");
      }
      file = opened;
      key = key(path);
      grow(EXTENT);
      MappedByteBuffer mapped = opened.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, limit);
      bytes = mapped.order(ByteOrder.LITTLE_ENDIAN);
      longs = bytes.asLongBuffer();
    } catch (IOException | RuntimeException | Error e) {
      opened.close();
      Files.deleteIfExists(path);
      throw e;
    }
    set(BoxHeader.AT_WRITTEN, Sealed.of(written));
  }

  private static FileAttribute<?>[] ownersOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  /** Whether it has that name; true where that cannot be told. */
  final boolean isAt(Path path) {
    try {
      return key == null || key.equals(key(path));
    } catch (NoSuchFileException removed) {
      return false;
    } catch (IOException unknown) {
      return true;
    }
  }

  final int limit() {
    return limit;
  }

  /** How many bytes may be used. */
  final int written() {
    return written;
  }

  /**
   * Makes so many bytes usable, or a few more.
   *
   * @return false if there is no room in the file or the file system
   */
  final synchronized boolean reach(long length) {
    if (length > limit) {
      return false;
    }
    if (length > written) {
      try {
        grow((int) Math.min(limit, Math.max(length, (long) written + EXTENT)));
      } catch (IOException full) {
        return false;
      } finally {
        set(BoxHeader.AT_WRITTEN, Sealed.of(written));
      }
    }
    return true;
  }

  private void grow(int to) throws IOException {
    byte[] zeros = new byte[64 * 1024];
    for (int from = written; from < to; from = written) {
      int length = Math.min(zeros.length, to - from);
      file.seek(from);
      file.write(zeros, 0, length);
      written = from + length;
    }
  }

  final long get(int position) {
    return (long) LONG.getVolatile(bytes, position);
  }

  void set(int position, long value) {
    LONG.setVolatile(bytes, position, value);
  }

  boolean compareAndSet(int position, long expected, long value) {
    return LONG.compareAndSet(bytes, position, expected, value);
  }

  /** Writes a number that is higher than what stands there. */
  final void raise(int position, long value) {
    long known = get(position);
    while (known < value && !compareAndSet(position, known, value)) {
      known = get(position);
    }
  }

  final void put(int position, byte[] source) {
    for (int i = 0; i < source.length; i++) {
      bytes.put(position + i, source[i]);
    }
  }

  /** Writes zeros where something was. */
  final void clear(int position, int length) {
    for (int i = 0; i < length; i += Long.BYTES) {
      set(position + i, 0);
    }
  }

  /** Writes what stands there now to a new file of this user's alone. */
  final synchronized void copyTo(Path copy) throws IOException {
    Files.createFile(copy, ownersOnly());
    try (RandomAccessFile to = new RandomAccessFile(copy.toFile(), "rw")) {
      byte[] part = new byte[64 * 1024];
      for (int from = 0; from < written; from += part.length) {
        int length = Math.min(part.length, written - from);
        bytes.get(from, part, 0, length);
        to.write(part, 0, length);
      }
      to.setLength(limit);
    }
  }

  /** Gives up the lock, not the bytes. */
  @Override
  public final void close() throws IOException {
    file.close();
  }
}
