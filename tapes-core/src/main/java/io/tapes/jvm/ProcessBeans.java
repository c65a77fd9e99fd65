package io.tapes.jvm;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.tapes.Aggregation;
import io.tapes.Tags;
import java.lang.management.ManagementFactory;

/** This process, as the JDK's beans tell it on every system. */
final class ProcessBeans {
  private final java.lang.management.OperatingSystemMXBean system;

  ProcessBeans() {
    this(ManagementFactory.getOperatingSystemMXBean());
  }

  /** As a system tells it that may know less than this one. */
  ProcessBeans(java.lang.management.OperatingSystemMXBean system) {
    this.system = system;
  }

  void collect(SeriesSink out) {
    double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
    out.gauge("process.start.time.seconds", Tags.empty(), started, Aggregation.LIVE_MIN);
    out.gauge("process.cpus", Tags.empty(), system.getAvailableProcessors(), Aggregation.LIVE_MAX);
    if (system.getSystemLoadAverage() >= 0) {
      out.gauge(
          "system.load.1m", Tags.empty(), system.getSystemLoadAverage(), Aggregation.LIVE_MAX);
    }
    if (system instanceof OperatingSystemMXBean process) {
      if (process.getProcessCpuTime() >= 0) {
        out.total("process.cpu.seconds.total", process.getProcessCpuTime() / 1e9);
      }
      if (process.getProcessCpuLoad() >= 0) {
        out.gauge("process.cpu.load", process.getProcessCpuLoad());
      }
      out.known(
          "process.virtual.memory.bytes", Tags.empty(), process.getCommittedVirtualMemorySize());
    }
    if (system instanceof UnixOperatingSystemMXBean unix) {
      out.known("process.open.fds", Tags.empty(), unix.getOpenFileDescriptorCount());
      long most = unix.getMaxFileDescriptorCount();
      if (most >= 0) {
        out.gauge("process.max.fds", Tags.empty(), (double) most, Aggregation.LIVE_MAX);
      }
    }
  }
}
