package io.tapes.benchmarks.memory;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A map of DDSketches of 1 %; reading copies. */
final class SketchStore implements TimerStore {
  private final Map<String, DDSketch> sketches = new ConcurrentHashMap<>();

  @Override
  public Object root() {
    return sketches;
  }

  @Override
  public Recording add(String name) {
    DDSketch sketch = DDSketches.unboundedDense(0.01);
    sketches.put(name, sketch);
    return nanos -> sketch.accept((double) nanos);
  }

  @Override
  public void snapshot() {
    sketches.values().forEach(DDSketch::copy);
  }
}
