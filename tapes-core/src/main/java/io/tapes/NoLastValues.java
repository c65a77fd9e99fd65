package io.tapes;

import java.util.List;

/** Of a source that keeps none. Any thread. */
enum NoLastValues implements LastValues {
  INSTANCE;

  @Override
  public List<EndedSeries> pending() {
    return List.of();
  }

  @Override
  public void delivered(long number) {}

  @Override
  public void close() {}
}
