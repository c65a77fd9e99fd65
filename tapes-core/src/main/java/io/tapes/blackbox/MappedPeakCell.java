package io.tapes.blackbox;

import io.tapes.LevelValue;
import io.tapes.PeakCell;
import io.tapes.Peaks;
import io.tapes.recording.GaugeCell;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A maximum and the closed intervals before it on the heap, with a copy in a {@link BlackBox}. */
final class MappedPeakCell extends PeakCell implements Boxed {
  /*
   * 0 the bits of the open maximum, combined with those of none, 8 how many intervals are closed,
   * 16 stamp, maximum, stamp, maximum …
   *
   * The open maximum is copied as a gauge's value is; see MappedGaugeCell. A maximum is among the closed
   * ones before it is no longer the open one, so at every instant the file has it in one place at
   * least. Who reads the file takes the maximum of all, to which twice is the same as once. Intervals
   * are written over older ones with smaller maxima, while the open maximum, which is no smaller,
   * stands for what is being written.
   */
  static final int COUNT = Long.BYTES;
  static final int CLOSED = 2 * Long.BYTES;
  static final int PAIR = 2 * Long.BYTES;

  private record Copy(ByteBuffer bytes, int position) {
    void set(int offset, long value) {
      MappedFile.LONG.setVolatile(bytes, position + offset, value);
    }
  }

  private volatile @Nullable Copy copy;

  /** Guarded, as what is written of it, by this instance. */
  private Peaks closed = Peaks.NONE;

  @Override
  @SuppressWarnings("ReferenceEquality") // each move makes another one
  protected void changed() {
    Copy to = copy;
    while (to != null) {
      long value = bits();
      to.set(0, value ^ GaugeCell.UNSET);
      Copy now = copy;
      if (now == to && bits() == value) {
        return;
      }
      to = now;
    }
  }

  @Override
  protected synchronized void keep(Peaks newClosed) {
    closed = newClosed;
    Copy to = copy;
    if (to != null) {
      write(to);
    }
  }

  private void write(Copy to) {
    int at = CLOSED;
    for (int i = 0; i < closed.size(); i++) {
      to.set(at, closed.stamp(i));
      to.set(at + Long.BYTES, Double.doubleToRawLongBits(closed.maximum(i)));
      at += PAIR;
    }
    to.set(COUNT, closed.size());
  }

  @Override
  public int place(BoxSpace in) {
    return in.room().allocate(BoxRoom.BLOCK);
  }

  @Override
  public void move(BoxSpace to, int cell, int entry) {
    synchronized (this) {
      Copy next = new Copy(to.file().bytes, cell);
      write(next);
      copy = next;
    }
    changed();
  }

  @Override
  public long sync() {
    changed();
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
    in.room().free(cell, BoxRoom.BLOCK);
  }

  /** What a process left there; throws if that cannot be. */
  static @Nullable LevelValue read(ByteBuffer bytes, long cell) {
    long count = BoxBytes.get(bytes, cell + COUNT);
    if (count < 0 || count > Peaks.MAX_SIZE) {
      throw new IllegalArgumentException("a maximum of " + count + " intervals");
    }
    Peaks all = Peaks.NONE;
    for (long at = cell + CLOSED; at < cell + CLOSED + count * PAIR; at += PAIR) {
      long stamp = BoxBytes.get(bytes, at);
      double maximum = Double.longBitsToDouble(BoxBytes.get(bytes, at + Long.BYTES));
      if (stamp > 0 && !Double.isNaN(maximum)) { // not of one that was being written
        all = all.plus(Peaks.NONE.with(stamp, maximum));
      }
    }
    long open = BoxBytes.get(bytes, cell) ^ GaugeCell.UNSET;
    if (open != GaugeCell.UNSET && !Double.isNaN(Double.longBitsToDouble(open))) {
      all = all.with(all.last() + 1, Double.longBitsToDouble(open));
    }
    return all.size() == 0 ? null : LevelValue.of(all, all.last());
  }
}
