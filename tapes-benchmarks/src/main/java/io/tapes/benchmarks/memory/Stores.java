package io.tapes.benchmarks.memory;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapes.benchmarks.bridges.MicrometerRegistryState;
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
    all.put("micrometer", () -> new MicrometerStore(new SimpleMeterRegistry(), false));
    all.put("micrometerPercentiles", () -> new MicrometerStore(new SimpleMeterRegistry(), true));
    all.put(
        "micrometerPrometheus", () -> micrometer(MicrometerRegistryState.Kind.PROMETHEUS, false));
    all.put(
        "micrometerPrometheusPercentiles",
        () -> micrometer(MicrometerRegistryState.Kind.PROMETHEUS, true));
    all.put("micrometerBridge", () -> micrometer(MicrometerRegistryState.Kind.TAPES, true));
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

  private static TimerStore micrometer(MicrometerRegistryState.Kind kind, boolean percentiles) {
    return new MicrometerStore(MicrometerRegistryState.of(kind), percentiles);
  }
}
