package io.tapes.jvm;

/** Whose names the metrics of the JVM have, so that dashboards made for them fit. */
public enum JvmNames {
  /** Those of Prometheus' Java client, such as {@code jvm_memory_used_bytes{area="heap"}}. */
  PROMETHEUS,
  /** Those of Micrometer, such as {@code jvm_memory_used_bytes{area="heap",id="G1 Old Gen"}}. */
  MICROMETER
}
