package io.tapes.jvm;

import io.tapes.Tags;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Platform threads: how many, and what they do. */
final class ThreadFigures {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  void collect(SeriesSink out) {
    out.gauge("jvm.threads.current", threads.getThreadCount());
    out.gauge("jvm.threads.daemon", threads.getDaemonThreadCount());
    out.gauge("jvm.threads.peak", threads.getPeakThreadCount());
    out.counter("jvm.threads.started", Tags.empty(), threads.getTotalStartedThreadCount());
    out.gauge("jvm.threads.deadlocked", count(threads.findDeadlockedThreads()));
    out.gauge("jvm.threads.deadlocked.monitor", count(threads.findMonitorDeadlockedThreads()));
    states(threads)
        .forEach((state, n) -> out.gauge("jvm.threads.state", Tags.of("state", state.name()), n));
  }

  private static int count(long @Nullable [] ids) {
    return ids == null ? 0 : ids.length;
  }

  static Map<Thread.State, Integer> states(ThreadMXBean threads) {
    Map<Thread.State, Integer> states = new EnumMap<>(Thread.State.class);
    for (Thread.State state : Thread.State.values()) {
      states.put(state, 0);
    }
    // Without stack traces. A thread that ended in between is null.
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds(), 0)) {
      if (thread != null) {
        states.merge(thread.getThreadState(), 1, Integer::sum);
      }
    }
    return states;
  }
}
