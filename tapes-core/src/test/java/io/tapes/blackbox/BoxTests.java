package io.tapes.blackbox;

import io.tapes.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Boxes whose upkeep a test does, and what a process that is killed now would leave in them. */
final class BoxTests {
  private BoxTests() {}

  /** A box without a thread. */
  static BlackBox unattended(Path path, int maxBytes) throws IOException {
    return BlackBox.createUnattended(path, new byte[0], maxBytes, MappedFile::new);
  }

  /** One that calls somebody after each store that is not a record. */
  static BlackBox watched(Path path, int maxBytes, Runnable afterStore) throws IOException {
    return BlackBox.createUnattended(
        path, new byte[0], maxBytes, (file, limit) -> new Watched(file, limit, afterStore));
  }

  /** What stands in a file now. */
  static Snapshot left(MappedFile file) {
    byte[] copy = new byte[file.written()];
    file.bytes.get(0, copy);
    ByteBuffer bytes = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    return RecoveredBox.read(bytes);
  }

  static void beats(BlackBox box, int count) {
    for (int i = 0; i < count; i++) {
      box.body().beat();
      box.body().tend();
    }
  }

  private static final class Watched extends MappedFile {
    private final Runnable afterStore;

    Watched(Path path, int limit, Runnable afterStore) throws IOException {
      super(path, limit);
      this.afterStore = afterStore;
    }

    @Override
    void set(int position, long value) {
      super.set(position, value);
      if (afterStore != null) { // while the superclass makes it
        afterStore.run();
      }
    }

    @Override
    boolean compareAndSet(int position, long expected, long value) {
      boolean done = super.compareAndSet(position, expected, value);
      afterStore.run();
      return done;
    }
  }
}
