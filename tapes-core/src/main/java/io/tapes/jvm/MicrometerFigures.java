package io.tapes.jvm;

import io.tapes.Tags;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JVM's figures under the names, tags and units that Micrometer's binders have. */
final class MicrometerFigures {
  private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
  private final List<BufferPoolMXBean> buffers =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  void collect(SeriesSink out) {
    memory(out);
    threads(out);
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    out.gauge("jvm.classes.loaded", "classes", Tags.empty(), classes.getLoadedClassCount());
    out.counter("jvm.classes.unloaded", "classes", Tags.empty(), classes.getUnloadedClassCount());
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    if (compiler != null && compiler.isCompilationTimeMonitoringSupported()) {
      out.counter(
          "jvm.compilation.time",
          "ms",
          Tags.of("compiler", compiler.getName()),
          compiler.getTotalCompilationTime());
    }
    RuntimeFigures.info("jvm", out);
  }

  private void memory(SeriesSink out) {
    for (MemoryPoolMXBean pool : pools) {
      String area = pool.getType() == MemoryType.HEAP ? "heap" : "nonheap";
      Tags tags = Tags.of("area", area, "id", pool.getName());
      MemoryUsage usage = pool.getUsage();
      if (usage != null) { // a pool that is no longer valid has none
        known("jvm.memory.used", tags, usage.getUsed(), out);
        known("jvm.memory.committed", tags, usage.getCommitted(), out);
        known("jvm.memory.max", tags, usage.getMax(), out);
      }
      if (isOld(pool)) {
        known("jvm.gc.max.data.size", Tags.empty(), max(usage), out);
        MemoryUsage collected = pool.getCollectionUsage();
        known(
            "jvm.gc.live.data.size",
            Tags.empty(),
            collected == null ? -1 : collected.getUsed(),
            out);
      }
    }
    for (BufferPoolMXBean pool : buffers) {
      Tags tags = Tags.of("id", pool.getName());
      known("jvm.buffer.memory.used", tags, pool.getMemoryUsed(), out);
      known("jvm.buffer.total.capacity", tags, pool.getTotalCapacity(), out);
      out.gauge("jvm.buffer.count", "buffers", tags, (double) pool.getCount());
    }
  }

  private static boolean isOld(MemoryPoolMXBean pool) {
    String name = pool.getName();
    return name.endsWith("Old Gen")
        || name.endsWith("Tenured Gen")
        || name.equals("ZHeap")
        || name.equals("ZGC Old Generation")
        || name.equals("Shenandoah");
  }

  private static long max(@Nullable MemoryUsage usage) {
    return usage == null ? -1 : usage.getMax();
  }

  private static void known(String name, Tags tags, long bytes, SeriesSink out) {
    if (bytes >= 0) {
      out.gauge(name, "bytes", tags, (double) bytes);
    }
  }

  private void threads(SeriesSink out) {
    out.gauge("jvm.threads.live", "threads", Tags.empty(), threads.getThreadCount());
    out.gauge("jvm.threads.daemon", "threads", Tags.empty(), threads.getDaemonThreadCount());
    out.gauge("jvm.threads.peak", "threads", Tags.empty(), threads.getPeakThreadCount());
    out.counter(
        "jvm.threads.started", "threads", Tags.empty(), threads.getTotalStartedThreadCount());
    for (Map.Entry<Thread.State, Integer> one : ThreadFigures.states(threads).entrySet()) {
      String state = one.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-');
      out.gauge("jvm.threads.states", "threads", Tags.of("state", state), one.getValue());
    }
  }
}
