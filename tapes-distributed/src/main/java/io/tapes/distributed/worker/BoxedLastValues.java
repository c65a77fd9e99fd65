package io.tapes.distributed.worker;

import io.tapes.EndedSeries;
import io.tapes.LastValues;
import io.tapes.blackbox.BlackBox;
import java.util.List;

/** Last values that stand in a black box until they are delivered. Any thread. */
public record BoxedLastValues(BlackBox box, LastValues values) implements LastValues {
  @Override
  public List<EndedSeries> pending() {
    return values.pending();
  }

  @Override
  public void delivered(long number) {
    box.forget(number);
    values.delivered(number);
  }

  @Override
  public void close() {
    values.close();
  }
}
