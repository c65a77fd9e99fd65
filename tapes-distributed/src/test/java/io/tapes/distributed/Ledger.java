package io.tapes.distributed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a worker says it has recorded, in a file that survives it: a number before each record and
 * the same one after it. The truth lies between the two.
 */
final class Ledger {
  private static final int BYTES = 16;

  private final ByteBuffer bytes;

  Ledger(Path file) throws IOException {
    Files.write(file, new byte[BYTES]);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
    }
  }

  void begin(long number) {
    bytes.putLong(0, number);
    java.lang.invoke.VarHandle.fullFence();
  }

  void end(long number) {
    java.lang.invoke.VarHandle.fullFence();
    bytes.putLong(8, number);
  }

  /** The records of a worker: so many had returned, so many had begun. */
  record Entry(long done, long begun) {
    static Entry read(Path file) throws IOException {
      if (Files.notExists(file) || Files.size(file) < BYTES) {
        return new Entry(0, 0);
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return new Entry(bytes.getLong(8), bytes.getLong(0));
    }

    Entry plus(Entry other) {
      return new Entry(done + other.done, begun + other.begun);
    }

    boolean admits(double count) {
      return done <= count && count <= begun;
    }
  }
}
