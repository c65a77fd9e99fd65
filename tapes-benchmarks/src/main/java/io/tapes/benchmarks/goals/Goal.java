package io.tapes.benchmarks.goals;

import java.util.List;

/** Something that a run either meets or falls short of. */
interface Goal {
  /** Ours among the peers' names. */
  String OURS = "tapes";

  /** The numbers of threads that count, a column each. */
  List<Integer> THREADS = List.of(1, 2, 8);

  /** Compares a run with this goal. */
  Row check(Results results);

  /** Whether a name is that of another library. */
  static boolean isPeer(String name) {
    return !name.startsWith(OURS);
  }
}
