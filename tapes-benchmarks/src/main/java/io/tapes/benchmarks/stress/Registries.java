package io.tapes.benchmarks.stress;

import io.tapes.ManualClock;
import io.tapes.Registry;

/** Makes a registry for one try: without a thread, and with a clock that stands. */
final class Registries {
  private Registries() {}

  static Registry create() {
    return Registry.builder().clock(new ManualClock(1_000)).build();
  }
}
