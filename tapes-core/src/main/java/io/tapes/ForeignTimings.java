package io.tapes;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/** How many durations others have counted, and their sum. */
final class ForeignTimings extends ForeignCount {
  /*
   * The count is the answer, and the sum beside it is of the same call: one thread at a time asks. A
   * sum that grows without the count waits for it, as a duration is known when it has ended.
   */
  private final LongSupplier count;
  private final LongSupplier totalNanos;
  private long askedNanos;
  private long lastCount;
  private long lastNanos;

  ForeignTimings(LongSupplier count, LongSupplier totalNanos) {
    super(List.of(required(count), required(totalNanos)));
    this.count = count;
    this.totalNanos = totalNanos;
  }

  private static LongSupplier required(LongSupplier function) {
    return Objects.requireNonNull(
        function, "one of the functions that a timer follows is null; pass both");
  }

  @Override
  long ask() {
    askedNanos = totalNanos.getAsLong();
    return count.getAsLong();
  }

  @Override
  void addAll(Instrument timer, long answer) {
    increase(timer, answer, askedNanos);
  }

  @Override
  void addSince(Instrument timer, long answer) {
    increase(timer, answer - lastCount, askedNanos - lastNanos);
  }

  private static void increase(Instrument timer, long more, long nanos) {
    if (more > 0 && nanos >= 0) {
      long mean = nanos / more;
      long[] counts = {more};
      ((FollowedTimer) timer)
          .merge(Distribution.of(new int[] {Buckets.index(mean)}, counts, nanos, mean, mean));
    }
  }

  @Override
  void remember(long answer) {
    if (answer != lastCount || askedNanos < lastNanos) {
      lastCount = answer;
      lastNanos = askedNanos;
    }
  }
}
