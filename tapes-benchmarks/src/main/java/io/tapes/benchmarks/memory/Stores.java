package io.tapes.benchmarks.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The stores that are measured, by peer. */
final class Stores {
  private Stores() {}

  static Map<String, Supplier<TimerStore>> all() {
    Map<String, Supplier<TimerStore>> all = new LinkedHashMap<>();
    all.put("tapes", TapesStore::new);
    all.put("dropwizard", DropwizardStore::new);
    all.put("dropwizardOnTapes", DropwizardBridgeStore::new);
    all.put("micrometer", () -> new MicrometerStore(false));
    all.put("micrometerPercentiles", () -> new MicrometerStore(true));
    all.put("clientJavaClassic", () -> new ClientJavaStore(true));
    all.put("clientJavaBoth", () -> new ClientJavaStore(false));
    all.put("openTelemetryExplicit", () -> new OpenTelemetryStore(false));
    all.put("openTelemetryExponential", () -> new OpenTelemetryStore(true));
    all.put("spectator", () -> new SpectatorStore(false));
    all.put("spectatorPercentile", () -> new SpectatorStore(true));
    all.put("avaje", AvajeStore::new);
    all.put("recorder2", () -> new RecorderStore(2));
    all.put("recorder3", () -> new RecorderStore(3));
    all.put("ddSketch", SketchStore::new);
    return all;
  }
}
