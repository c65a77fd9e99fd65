package io.tapes.blackbox;

import io.tapes.recording.GaugeCell;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A gauge's value and the time of it on the heap, with a copy in a {@link BlackBox}. */
final class MappedGaugeCell extends GaugeCell implements Boxed {
  /*
   * A value cannot be the sum of places, so there is one that counts, the heap's. Who changes it
   * copies it, until what was copied is what is there, to the place that is there. The last store to
   * the file is therefore of the last value: its thread would have seen a later one behind it. When
   * all that set a gauge have returned, the file is up to date, wherever it is by then.
   *
   * The bits stand there combined with those of a gauge that was never set, which thereby are the
   * zeros that the file begins with.
   */
  private record Copy(ByteBuffer bytes, int position) {}

  private final AtomicLong bits = new AtomicLong(GaugeCell.UNSET);
  private volatile long changedMillis;
  private volatile @Nullable Copy copy;

  @Override
  public long bits() {
    return bits.get();
  }

  @Override
  public void set(long newBits) {
    bits.setRelease(newBits); // the store to the file, which follows, is the fence
    copy();
  }

  @Override
  public boolean compareAndSet(long expected, long newBits) {
    boolean changed = bits.compareAndSet(expected, newBits);
    if (changed) {
      copy();
    }
    return changed;
  }

  @Override
  public long changedMillis() {
    return changedMillis;
  }

  @Override
  public void changed(long millis) {
    changedMillis = millis;
    copy();
  }

  @SuppressWarnings("ReferenceEquality") // each move makes another one
  private void copy() {
    Copy to = copy;
    while (to != null) {
      long value = bits.get();
      long millis = changedMillis;
      if (millis != 0) {
        MappedFile.LONG.setRelease(to.bytes, to.position + Long.BYTES, millis);
      }
      MappedFile.LONG.setVolatile(to.bytes, to.position, value ^ GaugeCell.UNSET);
      Copy now = copy;
      if (now == to && bits.get() == value && changedMillis == millis) {
        return;
      }
      to = now;
    }
  }

  @Override
  public int place(BoxSpace in) {
    return in.room().allocate(BoxRoom.LINE);
  }

  @Override
  public void move(BoxSpace to, int cell, int entry) {
    copy = new Copy(to.file().bytes, cell);
    copy();
  }

  @Override
  public long sync() {
    copy();
    return 0;
  }

  @Override
  public void settle() {
    // There is no place before.
  }

  @Override
  public void leave() {
    copy = null;
  }

  @Override
  public void free(BoxSpace in, int cell, int entry) {
    in.room().free(cell, BoxRoom.LINE);
  }
}
