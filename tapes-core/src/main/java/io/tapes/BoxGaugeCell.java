package io.tapes;

/** Where a gauge in a {@link BlackBox} keeps its value and the time of it. Any thread. */
final class BoxGaugeCell extends GaugeCell {
  /*
   * The bits stand there combined with those of a gauge that was never set, which thereby are the
   * zeros that the file begins with.
   */
  static final int BYTES = 2 * Long.BYTES;

  private final BoxFile file;
  private final int position;

  BoxGaugeCell(BoxFile file, int position) {
    this.file = file;
    this.position = position;
  }

  @Override
  long bits() {
    return file.get(position) ^ Gauge.UNSET;
  }

  @Override
  void set(long bits) {
    file.set(position, bits ^ Gauge.UNSET);
  }

  @Override
  boolean compareAndSet(long expected, long bits) {
    return BoxFile.LONG.compareAndSet(
        file.bytes, position, expected ^ Gauge.UNSET, bits ^ Gauge.UNSET);
  }

  @Override
  long changedMillis() {
    return file.get(position + Long.BYTES);
  }

  @Override
  void changed(long millis) {
    file.set(position + Long.BYTES, millis);
  }
}
