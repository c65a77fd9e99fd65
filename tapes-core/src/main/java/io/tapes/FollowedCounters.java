package io.tapes;

import io.tapes.sources.AskedSource;
import io.tapes.sources.SourceReader;
import io.tapes.sources.SourceRun;
import io.tapes.support.LogLimiter;
import java.util.IdentityHashMap;
import org.slf4j.LoggerFactory;

/** The counters of a registry that follow numbers which are counted elsewhere. Under its lock. */
final class FollowedCounters {
  private final SourceReader asked;
  private final Counter errors;
  private final IdentityHashMap<Instrument, Source> sources = new IdentityHashMap<>();

  /**
   * None yet.
   *
   * @param errors counts answers that are missing
   */
  FollowedCounters(SourceReader asked, Counter errors) {
    this.asked = asked;
    this.errors = errors;
  }

  /** Has a counter follow a number, in place of one that it may have followed before. */
  void follow(Instrument counter, ForeignCount count) {
    Source before = sources.get(counter);
    if (before != null && before.count.calls(count)) {
      return;
    }
    if (before != null) {
      asked.remove(before);
      before.ended = true;
      count.succeed();
    }
    Source next = new Source(counter, count, errors);
    sources.put(counter, next);
    asked.add(next);
  }

  /** The counter was removed. */
  void forget(Instrument counter) {
    Source last = sources.remove(counter);
    if (last != null) {
      last.ended = true;
      asked.remove(last);
    }
  }

  private static final class Source extends AskedSource {
    private final Instrument counter;
    private final ForeignCount count;
    private final Counter errors;
    private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(Counter.class));
    private volatile boolean ended;

    Source(Instrument counter, ForeignCount count, Counter errors) {
      this.counter = counter;
      this.count = count;
      this.errors = errors;
    }

    @Override
    protected boolean isDue(long nanos) {
      return true;
    }

    @Override
    protected boolean call(SourceRun run) {
      long answer = count.ask();
      // What comes too late is a part of the next answer.
      boolean counts = !run.isAbandoned();
      if (counts && !ended) {
        count.add(counter, answer);
      }
      return counts;
    }

    @Override
    protected void failed(Throwable failure) {
      silent();
      log.warn(
          describe() + " stands still: its source failed with " + LogLimiter.describe(failure),
          failure);
    }

    @Override
    protected void silent() {
      errors.increment();
    }

    @Override
    protected String describe() {
      return "counter '" + counter.id() + "'";
    }
  }
}
