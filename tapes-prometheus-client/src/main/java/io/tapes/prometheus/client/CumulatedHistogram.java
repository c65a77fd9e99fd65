package io.tapes.prometheus.client;

import io.tapes.distribution.Distribution;
import org.jspecify.annotations.Nullable;

/** A histogram; one thread. */
final class CumulatedHistogram extends Cumulated {
  private @Nullable RawHistogram last;
  private Distribution total = Distribution.empty();

  /** The distribution with what was recorded before the histogram began again. */
  Distribution take(RawHistogram now, long createdMillis) {
    RawHistogram before = beganAgain(createdMillis) ? null : last;
    RawHistogram news = before == null ? now : now.since(before);
    total = total.plus(news.distribution());
    last = now;
    return total;
  }
}
