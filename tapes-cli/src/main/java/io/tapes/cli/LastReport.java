package io.tapes.cli;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.reporters.delivery.Resumable;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the last report to a destination ended.
 *
 * @param destination a kind of reporter and an address
 * @param failure why it was not delivered; null if it was
 * @param totals whether the destination is sent totals, which the next report holds as well
 * @param increments how many events it has not been told of, of those it is told by increases
 * @param delivered what it had been told; empty where it is told no increases
 * @param lines how many lines waited for it until the end
 */
record LastReport(
    String destination,
    @Nullable String failure,
    boolean totals,
    long increments,
    Optional<Snapshot> delivered,
    long lines) {
  static LastReport of(String destination, Map<String, String> settings, LentReporter lent) {
    Reporter reporter = lent.reporter();
    Snapshot last = lent.last();
    boolean increases = ReporterKind.sendsIncreases(settings);
    Optional<Snapshot> delivered =
        reporter instanceof Resumable resumable && increases
            ? Optional.of(dated(resumable.delivered()))
            : Optional.empty();
    long increments =
        lent.failure() == null || last == null
            ? 0
            : delivered.map(sent -> DeliveredValues.increments(last, sent)).orElse(0L);
    boolean totals = reporter instanceof Resumable && !increases;
    return new LastReport(
        destination, lent.failure(), totals, increments, delivered, lent.lostAtTheEnd());
  }

  /** Where nothing was ever delivered, the next process counts from the start of this one. */
  private static Snapshot dated(Snapshot delivered) {
    return delivered.wallMillis() > 0
        ? delivered
        : Snapshot.of(ManagementFactory.getRuntimeMXBean().getStartTime(), delivered.series());
  }

  /** What the next process must go on from; empty where this destination has everything. */
  Optional<Deliveries.Kept> undelivered() {
    return increments == 0
        ? Optional.empty()
        : delivered.map(sent -> new Deliveries.Kept(destination, Map.of(), sent));
  }

  /**
   * A sentence about what is not delivered; empty where all is.
   *
   * @param kept whether the next process goes on from there
   */
  Optional<String> loss(boolean kept) {
    if (lines > 0) {
      return Optional.of(
          lines + " lines for " + destination + " are lost: it was away until the end");
    }
    if (failure == null) {
      return Optional.empty();
    }
    String why = ": " + failure;
    if (increments > 0) {
      String what = increments + " increments for " + destination;
      return Optional.of(
          kept
              ? what + " wait for the next start" + why
              : what + " are lost; --state FILE would keep them" + why);
    }
    return Optional.of("the last report to " + destination + " failed" + why);
  }

  /** Whether anything is lost for good. */
  boolean isLost(boolean kept) {
    return lines > 0 || (failure != null && !(kept && (totals || delivered.isPresent())));
  }
}
