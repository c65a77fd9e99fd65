package io.tapes.benchmarks.accuracy;

import com.codahale.metrics.ExponentiallyDecayingReservoir;
import com.codahale.metrics.LockFreeExponentiallyDecayingReservoir;
import com.codahale.metrics.UniformReservoir;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The estimators that are measured, by peer; avaje-metrics and plain timers give no quantiles. */
final class Estimators {
  private Estimators() {}

  static Map<String, Supplier<Estimator>> all() {
    Map<String, Supplier<Estimator>> all = new LinkedHashMap<>();
    all.put("tapes", () -> new TapesEstimator(false));
    all.put("tapesRecent", () -> new TapesEstimator(true));
    all.put(
        "dropwizardDecaying",
        () -> new DropwizardEstimator(new ExponentiallyDecayingReservoir(1028, 0.015)));
    all.put(
        "dropwizardLockFree",
        () -> new DropwizardEstimator(LockFreeExponentiallyDecayingReservoir.builder().build()));
    all.put("dropwizardUniform", () -> new DropwizardEstimator(new UniformReservoir()));
    all.put("micrometerPercentiles", MicrometerEstimator::new);
    all.put("clientJavaClassic", ClientJavaClassicEstimator::new);
    all.put("clientJavaNative", ClientJavaNativeEstimator::new);
    all.put("openTelemetryExplicit", OpenTelemetryExplicitEstimator::new);
    all.put("openTelemetryExponential", OpenTelemetryExponentialEstimator::new);
    all.put("spectatorPercentile", SpectatorEstimator::new);
    all.put("recorder2", () -> new RecorderEstimator(2));
    all.put("recorder3", () -> new RecorderEstimator(3));
    all.put("ddSketch", SketchEstimator::new);
    return all;
  }
}
