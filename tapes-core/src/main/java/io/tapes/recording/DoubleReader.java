package io.tapes.recording;

import io.tapes.distribution.Distribution;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.TreeMap;

/** One reading of a recorder of doubles. */
public final class DoubleReader extends StripeReader {
  /** Begins the reading of a recorder's stripes. */
  public DoubleReader(Stripe first, Stripe second, Stripe[] owned, Stripe[] shared) {
    super(first, second, owned, shared);
  }

  /** Returns what is committed is a number of records here. */
  @Override
  public boolean isUnchanged(Distribution previous) {
    return previous.isWhole() && committed == previous.count();
  }

  @Override
  public Distribution read(Distribution previous) {
    Map<Integer, long[]> segments = new TreeMap<>();
    for (int i = 0; i < stripes(); i++) {
      if (stripe(i).window instanceof PagedCells cells) {
        cells.collect(segments);
      }
    }
    VarHandle.acquireFence();
    Distribution now = DoubleCells.distribution(segments, min(), max());
    return now.count() == 0 ? previous : now.whole(sum() == committed);
  }
}
