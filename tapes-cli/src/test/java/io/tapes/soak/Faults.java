package io.tapes.soak;

import java.util.List;
import java.util.Map;

/** Self-metrics that count what must not happen. */
final class Faults {
  private static final Map<String, String> NEVER =
      Map.of(
          "tapes_frames_rejected_total", "frames that are malformed",
          "tapes_conflicts_total", "series that contradict others",
          "tapes_blackbox_rejected_total", "black boxes that were set aside",
          "tapes_state_errors_total", "state files that were not written",
          "tapes_memory_refused_total", "refusals for want of memory",
          "tapes_blackbox_outside_total", "series without room in a black box");

  private static final String LOST = "tapes_removed_lost_total";

  private Faults() {}

  /** Adds a sentence for each that a page counts, once. */
  static void in(String aggregator, Page page, List<String> failures) {
    NEVER.forEach((sample, what) -> add(aggregator, page, sample, what, failures));
  }

  /**
   * Adds a sentence if last values of series were lost. That must not happen where every reader
   * delivers; for receivers that stay away, what ended waits until there is no more room.
   */
  static void lostIn(String aggregator, Page page, List<String> failures) {
    add(aggregator, page, LOST, "last values that were lost", failures);
  }

  private static void add(
      String aggregator, Page page, String sample, String what, List<String> failures) {
    String sentence = aggregator + " counts " + what + " (" + sample + ")";
    if (page.sample(sample).orElse(0) > 0 && !failures.contains(sentence)) {
      failures.add(sentence);
    }
  }
}
