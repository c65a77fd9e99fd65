package io.tapes.benchmarks;

/**
 * A part of the benchmarks.
 *
 * @param name {@code core}, {@code record}, {@code lookup}, {@code snapshot}, {@code format},
 *     {@code annotations}, {@code memory}, {@code accuracy}, {@code distributed}, or a regular
 *     expression that finds names of benchmarks; empty for everything
 */
record Only(String name) {
  private static final String YARDSTICKS = "Baseline";

  /** Whether whole registries are measured of ours only. */
  boolean oursOnly() {
    return name.equals("core");
  }

  boolean hasJmh() {
    return !name.equals("memory") && !name.equals("accuracy");
  }

  boolean has(String part) {
    return name.isEmpty() || name.equals(part);
  }

  /** A pattern for what {@code include} matches and this asks for. */
  String and(String include) {
    return "^(?=.*(" + pattern() + ")).*\\.(" + include + ")$";
  }

  private String pattern() {
    return switch (name) {
      case "" -> ".";
      case "core" -> YARDSTICKS + "|\\.tapes[A-Za-z]*$|Snapshot|Json|Prometheus";
      case "record" -> YARDSTICKS + "|Counter|Meter|Histogram|Timer|Timing";
      case "lookup" -> YARDSTICKS + "|Lookup";
      case "annotations" -> YARDSTICKS + "|Method|PerClass";
      case "snapshot" -> "Snapshot|Tick";
      case "format" -> "Json|Prometheus";
      case "distributed" -> "longAdder$|DistributedBenchmark";
      default -> YARDSTICKS + "|" + name;
    };
  }
}
