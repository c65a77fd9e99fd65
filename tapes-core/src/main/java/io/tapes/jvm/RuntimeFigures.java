package io.tapes.jvm;

import io.tapes.Aggregation;
import io.tapes.Tags;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** Classes, uptime, and which JVM it is. */
final class RuntimeFigures {
  private static final Tags INFO =
      Tags.of(
          "runtime", property("java.runtime.name"),
          "vendor", property("java.vm.vendor"),
          "version", property("java.runtime.version"));

  private RuntimeFigures() {}

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  static void collect(SeriesSink out) {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    out.gauge("jvm.classes.currently.loaded", classes.getLoadedClassCount());
    out.counter("jvm.classes.loaded", Tags.empty(), classes.getTotalLoadedClassCount());
    out.counter("jvm.classes.unloaded", Tags.empty(), classes.getUnloadedClassCount());
    double uptimeSeconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    out.gauge("jvm.uptime.seconds", Tags.empty(), uptimeSeconds, Aggregation.LIVE_MAX);
    info("jvm", out);
    info("jvm.runtime", out);
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    if (compiler != null && compiler.isCompilationTimeMonitoringSupported()) {
      out.total("jvm.compilation.time.seconds.total", compiler.getTotalCompilationTime() / 1e3);
    }
  }

  /** Which JVM it is; Prometheus' clients have called it both. */
  static void info(String name, SeriesSink out) {
    out.gauge(name + ".info", INFO, 1, Aggregation.LIVE_MAX);
  }
}
