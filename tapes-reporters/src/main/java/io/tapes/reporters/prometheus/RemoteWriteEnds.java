package io.tapes.reporters.prometheus;

import io.tapes.Series;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which series the receiver was sent that are no more: it would show their last values for another
 * five minutes. Those that it has not heard of wait, the newest of them if they are many.
 *
 * <p>One thread at a time may use an instance.
 */
final class RemoteWriteEnds {
  private static final int MOST = 10_000;

  private Collection<PrometheusFamily> before = List.of();
  private final Deque<End> waiting = new ArrayDeque<>();

  private record End(PrometheusFamily family, String labels, Series series) {}

  /**
   * Finds what has ended between the last page and this one.
   *
   * @param now what is about to be sent
   */
  void look(PrometheusPage now) {
    for (PrometheusFamily family : before) {
      PrometheusFamily same = now.family(family.name);
      Map<String, Series> present =
          same != null && same.kind == family.kind ? same.series() : Map.of();
      family
          .series()
          .forEach(
              (labels, series) -> {
                if (!present.containsKey(labels)) {
                  waiting.add(new End(family, labels, series));
                }
              });
    }
    while (waiting.size() > MOST) {
      waiting.remove();
    }
    before = now.families(); // sent or not: what was not needs no end, and one does no harm
  }

  /** Writes the ends that the receiver has not heard of; what goes on by now has none. */
  void write(PrometheusPage now, RemoteWriteRows rows) {
    for (End end : waiting) {
      rows.end(end.family(), end.series(), sample -> has(now.owner(sample), end.labels()));
    }
  }

  private static boolean has(@Nullable PrometheusFamily family, String labels) {
    return family != null && family.series().containsKey(labels);
  }

  /** The receiver has heard of all that was written. */
  void delivered() {
    waiting.clear();
  }
}
