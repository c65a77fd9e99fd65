package io.tapes.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of increases that were not delivered when an aggregator ends, and at its next start.
 */
final class Ending {
  private final PrintStream err;

  /** Where they are kept; empty without a file of the sums. */
  private final Optional<Path> file;

  Ending(PrintStream err, Optional<Path> file) {
    this.err = err;
    this.file = file;
  }

  /**
   * What destinations have that have not everything which an earlier process left. It is taken up
   * once: a process that is killed leaves out what it had not delivered.
   */
  List<Deliveries.Kept> takeUp() {
    if (file.isEmpty()) {
      return List.of();
    }
    try {
      List<Deliveries.Kept> kept = DeliveryFile.read(file.get());
      Files.deleteIfExists(file.get());
      return kept;
    } catch (IOException e) {
      tell("what the process before could not deliver is left out: " + e);
      return List.of();
    }
  }

  /** Says and keeps what was not delivered; whether nothing is lost. */
  boolean of(List<LastReport> ends, List<Deliveries.Kept> older) {
    List<Deliveries.Kept> undelivered = new ArrayList<>(older);
    ends.forEach(end -> end.undelivered().ifPresent(undelivered::add));
    boolean kept = keep(undelivered);
    ends.forEach(end -> end.loss(kept).ifPresent(this::tell));
    return ends.stream().noneMatch(end -> end.isLost(kept));
  }

  private boolean keep(List<Deliveries.Kept> undelivered) {
    try {
      if (file.isPresent() && !undelivered.isEmpty()) {
        DeliveryFile.write(file.get(), undelivered);
      }
      return file.isPresent();
    } catch (IOException e) {
      tell("what was not delivered cannot be kept: " + e);
      return false;
    }
  }

  private void tell(String sentence) {
    err.println("tapes aggregate: " + sentence);
  }
}
