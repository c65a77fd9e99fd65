package io.tapes;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
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
    CellScan scan = new CellScan(first, end);
    try {
      for (StripeWindow window : windows) {
        scan.add(window);
      }
      VarHandle.acquireFence();
      return scan.distribution(sum(), min(), max(), previous);
    } finally {
      scan.free();
    }
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
}
