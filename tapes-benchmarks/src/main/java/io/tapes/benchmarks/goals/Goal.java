package io.tapes.benchmarks.goals;

import java.util.List;

/** Something that a run either meets or falls short of. */
interface Goal {
  /** Ours among the peers' names. */
  String OURS = "tapes";

  /** How the names of other libraries begin; what else is beside ours is a yardstick. */
  List<String> LIBRARIES =
      List.of(
          "avaje",
          "clientJava",
          "ddSketch",
          "dropwizard",
          "hdr",
          "micrometer",
          "openTelemetry",
          "recorder",
          "spectator");

  /** The numbers of threads that count, a column each. */
  List<Integer> THREADS = List.of(1, 2, 8);

  /** Compares a run with this goal. */
  Row check(Results results);

  /** Whether a name is that of another library. */
  static boolean isPeer(String name) {
    return LIBRARIES.stream().anyMatch(name::startsWith);
  }
}
