package io.tapes;

import io.tapes.distribution.BucketTable;
import io.tapes.recording.CompensatedAdder;
import io.tapes.recording.GaugeCell;
import io.tapes.recording.SafeAdder;
import io.tapes.recording.StripeSource;
import java.util.Optional;

/** The usual storage. Any thread. */
final class HeapStorage implements Storage {
  static final Storage INSTANCE = new HeapStorage();

  private HeapStorage() {}

  @Override
  public SafeAdder adder(StoredSeries series) {
    return new SafeAdder();
  }

  @Override
  public CompensatedAdder doubleAdder(StoredSeries series) {
    return new CompensatedAdder();
  }

  @Override
  public GaugeCell gauge(StoredSeries series) {
    return new GaugeCell.OnHeap();
  }

  @Override
  public PeakCell peak(StoredSeries series) {
    return new PeakCell();
  }

  @Override
  public StripeSource stripes(StoredSeries series) {
    return series.info().kind().table() == BucketTable.DOUBLES
        ? StripeSource.HEAP_DOUBLES
        : StripeSource.HEAP;
  }

  @Override
  public void end(SeriesId id, long number) {
    // The cells go with the instrument.
  }

  @Override
  public boolean keepsEnds() {
    return false;
  }

  @Override
  public Optional<SafeAdder> refused() {
    return Optional.empty();
  }
}
