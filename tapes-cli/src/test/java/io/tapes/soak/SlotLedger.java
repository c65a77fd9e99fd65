package io.tapes.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What a worker says it has recorded, series by series, in a file that survives it: the number of
 * each record before it and after it. The truth lies between the two. One thread writes.
 */
final class SlotLedger {
  private static final int SLOTS = 1 << 20;
  private static final int SLOT_BYTES = 24;
  private static final int HEAD_BYTES = 64;

  /** What became of a series. */
  enum Life {
    NONE,
    MADE,
    /** It may be there or not. */
    REMOVING,
    REMOVED
  }

  private static final List<Life> LIVES = List.of(Life.values());
  private static final long BYTES = HEAD_BYTES + (long) SLOTS * SLOT_BYTES;

  private final MappedByteBuffer bytes;

  private SlotLedger(MappedByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** A new one. Its pages take room when they are written. */
  static SlotLedger create(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return new SlotLedger(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
    }
  }

  /** That of another process, which perhaps did not come so far. */
  static SlotLedger read(Path file) {
    try {
      if (Files.notExists(file) || Files.size(file) < BYTES) {
        return new SlotLedger(null);
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        return new SlotLedger(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean exists() {
    return bytes != null;
  }

  private static int at(int slot) {
    return HEAD_BYTES + slot * SLOT_BYTES;
  }

  /** A slot for another series. */
  int next() {
    int slot = slots();
    bytes.putLong(0, slot + 1);
    return slot;
  }

  int slots() {
    return bytes == null ? 0 : (int) bytes.getLong(0);
  }

  void live(int slot, Life life) {
    VarHandle.fullFence();
    bytes.putLong(at(slot) + 16, LIVES.indexOf(life));
    VarHandle.fullFence();
  }

  Life life(int slot) {
    return LIVES.get((int) bytes.getLong(at(slot) + 16));
  }

  /** Says that one more record begins; the answer is its number. */
  long begin(int slot) {
    long number = bytes.getLong(at(slot)) + 1;
    bytes.putLong(at(slot), number);
    VarHandle.fullFence();
    return number;
  }

  void end(int slot, long number) {
    VarHandle.fullFence();
    bytes.putLong(at(slot) + 8, number);
  }

  Range range(int slot) {
    long done = bytes.getLong(at(slot) + 8);
    VarHandle.fullFence();
    return new Range(done, bytes.getLong(at(slot)));
  }

  /** So many records had returned, so many had begun. */
  record Range(long done, long begun) {
    static final Range NONE = new Range(0, 0);

    boolean admits(double count) {
      return done <= count && count <= begun;
    }

    Range plus(Range other) {
      return new Range(done + other.done, begun + other.begun);
    }

    Range max(Range other) {
      return new Range(Math.max(done, other.done), Math.max(begun, other.begun));
    }

    Range min(Range other) {
      return new Range(Math.min(done, other.done), Math.min(begun, other.begun));
    }
  }
}
