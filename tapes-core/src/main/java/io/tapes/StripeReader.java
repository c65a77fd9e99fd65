package io.tapes;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One reading of a recorder: adds its stripes up while they are being written. */
final class StripeReader {
  private final List<Stripe> stripes = new ArrayList<>(4);
  private final List<StripeWindow> windows = new ArrayList<>(4);
  private int first = Integer.MAX_VALUE;
  private int end;

  void include(Stripe... more) {
    for (Stripe stripe : more) {
      StripeWindow window = stripe.window;
      if (window.end() > 0) {
        stripe.forgetTheDead();
        stripes.add(stripe);
        windows.add(window);
        first = Math.min(first, window.first);
        end = Math.max(end, window.end());
      }
    }
  }

  /**
   * The sum of the stripes.
   *
   * @param previous what the last reading returned; returned again when nothing has changed
   */
  Distribution read(Distribution previous) {
    long count = 0;
    for (StripeWindow window : windows) {
      count += window.count();
    }
    // No cell ever falls: the same count in all means the same count in each.
    if (count == previous.count() && sameSumAndExtremes(previous)) {
      return previous;
    }
    int[] indices = new int[previous.bucketCount() + 8];
    long[] counts = new long[indices.length];
    int size = 0;
    for (int index = first; index < end; index++) {
      long inBucket = count(index);
      if (inBucket != 0) {
        if (size == indices.length) {
          indices = Arrays.copyOf(indices, 2 * size);
          counts = Arrays.copyOf(counts, 2 * size);
        }
        indices[size] = index;
        counts[size++] = inBucket;
      }
    }
    VarHandle.acquireFence();
    return Distribution.trusted(
        Arrays.copyOf(indices, size), Arrays.copyOf(counts, size), sum(), min(), max());
  }

  private boolean sameSumAndExtremes(Distribution previous) {
    VarHandle.acquireFence();
    return sum() == previous.sum()
        && (windows.isEmpty() || (min() == previous.min() && max() == previous.max()));
  }

  private long sum() {
    long sum = 0;
    for (Stripe stripe : stripes) {
      sum += stripe.sum;
    }
    return sum;
  }

  private long min() {
    long min = Long.MAX_VALUE;
    for (Stripe stripe : stripes) {
      min = Math.min(min, stripe.min);
    }
    return min;
  }

  private long max() {
    long max = -1;
    for (Stripe stripe : stripes) {
      max = Math.max(max, stripe.max);
    }
    return max;
  }

  private long count(int index) {
    long count = 0;
    for (StripeWindow window : windows) {
      if (index >= window.first && index < window.end()) {
        count += window.count(index);
      }
    }
    return count;
  }
}
