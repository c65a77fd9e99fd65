package io.tapes.spectator;

import io.tapes.support.LogLimiter;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what meters send, and counts what the agent would not understand. Any thread. */
final class LineSink {
  static final Logger LOG = LoggerFactory.getLogger("spectator.registry");

  private final LineWriter writer;
  private final LongAdder dropped = new LongAdder();
  private final LogLimiter warnings = new LogLimiter(LOG);

  LineSink(LineWriter writer) {
    this.writer = writer;
  }

  LineWriter writer() {
    return writer;
  }

  void drop(MeterId id) {
    dropped.increment();
    warnings.warn(
        "updates of the meter '"
            + id.shown()
            + "' are dropped: their values are none of its kind, or it has no good name or tags",
        null);
  }

  long dropped() {
    return dropped.sum();
  }
}
