package io.tapes.jvm;

import io.tapes.Tags;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Memory: both areas, their pools, and the buffers outside. */
final class MemoryFigures {
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
  private final List<BufferPoolMXBean> buffers =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);

  void collect(SeriesSink out) {
    usage(out, "jvm.memory", Tags.of("area", "heap"), memory.getHeapMemoryUsage());
    usage(out, "jvm.memory", Tags.of("area", "nonheap"), memory.getNonHeapMemoryUsage());
    out.gauge(
        "jvm.memory.objects.pending.finalization", memory.getObjectPendingFinalizationCount());
    for (MemoryPoolMXBean pool : pools) {
      Tags tags = Tags.of("pool", pool.getName());
      usage(out, "jvm.memory.pool", tags, pool.getUsage());
      usage(out, "jvm.memory.pool.collection", tags, pool.getCollectionUsage());
    }
    for (BufferPoolMXBean pool : buffers) {
      Tags tags = Tags.of("pool", pool.getName());
      out.known("jvm.buffer.pool.used.bytes", tags, pool.getMemoryUsed());
      out.known("jvm.buffer.pool.capacity.bytes", tags, pool.getTotalCapacity());
      out.known("jvm.buffer.pool.used.buffers", tags, pool.getCount());
    }
  }

  /** A pool that is no longer valid has no usage. */
  private static void usage(SeriesSink out, String name, Tags tags, @Nullable MemoryUsage usage) {
    if (usage != null) {
      out.known(name + ".used.bytes", tags, usage.getUsed());
      out.known(name + ".committed.bytes", tags, usage.getCommitted());
      out.known(name + ".max.bytes", tags, usage.getMax());
      out.known(name + ".init.bytes", tags, usage.getInit());
    }
  }
}
