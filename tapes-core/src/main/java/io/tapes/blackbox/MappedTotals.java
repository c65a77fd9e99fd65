package io.tapes.blackbox;

import io.tapes.recording.Stripe;
import java.lang.invoke.VarHandle;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sum and the extremes of a stripe, with a copy in a {@link BlackBox} once there is a place.
 * For the only writer.
 */
abstract class MappedTotals extends Stripe {
  /** Where the fields below are, as far as the writer knows. */
  @Nullable BoxTarget at;

  LongBuffer file = MappedWindow.NO_FILE;

  /** Where the sum and the extremes are in the file, in longs; 0 while they are not there. */
  int sums;

  /** The sum of the values that are not in blocks of the file. */
  long outside;

  final void putMin(long value) {
    if (sums != 0) {
      file.put(sums + BoxTarget.MIN, Long.MAX_VALUE - value);
    }
    min = value;
  }

  final void putMax(long value) {
    if (sums != 0) {
      file.put(sums + BoxTarget.MAX, value);
    }
    max = value;
  }

  final void putSums(long newSum, long newMin, long newMax) {
    sum = newSum;
    if (sums != 0) {
      file.put(sums + BoxTarget.SUM, newSum - outside);
      file.put(sums + BoxTarget.MIN, Long.MAX_VALUE - newMin);
      file.put(sums + BoxTarget.MAX, newMax == Long.MIN_VALUE ? 0 : newMax);
    }
    min = newMin;
    max = newMax;
    VarHandle.storeStoreFence();
  }

  /** Whether there is something of this stripe in the file; for the writer. */
  final boolean isInFile() {
    BoxTarget to = at;
    if (sums == 0 && to != null) {
      sums = to.takeSums();
      putSums(sum, min, max);
    }
    return sums != 0;
  }
}
