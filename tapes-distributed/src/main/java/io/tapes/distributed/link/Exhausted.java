package io.tapes.distributed.link;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this process has none of any more. Any thread. */
public final class Exhausted {
  private Exhausted() {}

  /**
   * Returns a sentence about what is missing and how there is more of it.
   *
   * @param thrown by whatever could not go on
   * @return empty if nothing seems to be missing
   */
  public static Optional<String> remedy(Throwable thrown) {
    for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
      String said = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
      if (said.contains("too many open files")) {
        return Optional.of(
            "this process has as many files open as it may; let it have more ('ulimit -n'), or"
                + " close some");
      }
      if (said.contains("native thread")) {
        return Optional.of(
            "this process has as many threads as it may; let it have more ('ulimit -u', or the"
                + " container's limit)");
      }
      if (each instanceof OutOfMemoryError) {
        return Optional.of("the heap is full; give this process more memory");
      }
    }
    return Optional.empty();
  }
}
