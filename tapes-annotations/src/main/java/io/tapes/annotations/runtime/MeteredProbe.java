package io.tapes.annotations.runtime;

import io.tapes.Meter;

/**
 * What a metered method calls. Any thread.
 *
 * @param meter what it marks
 */
public record MeteredProbe(Meter meter) {
  /** Marks one call. */
  public void hit() {
    meter.mark();
  }
}
