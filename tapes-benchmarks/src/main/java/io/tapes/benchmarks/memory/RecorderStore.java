package io.tapes.benchmarks.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** A map of HdrHistogram Recorders; the reader keeps the histogram that it swaps in next. */
final class RecorderStore implements TimerStore {
  private final Map<String, Recorder> recorders = new ConcurrentHashMap<>();
  private final Map<String, Histogram> spare = new ConcurrentHashMap<>();
  private final Object[] root = {recorders, spare};
  private final int digits;

  RecorderStore(int digits) {
    this.digits = digits;
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public Recording add(String name) {
    Recorder recorder = new Recorder(digits);
    recorders.put(name, recorder);
    return recorder::recordValue;
  }

  @Override
  public void snapshot() {
    recorders.forEach(
        (name, recorder) -> spare.put(name, recorder.getIntervalHistogram(spare.get(name))));
  }
}
