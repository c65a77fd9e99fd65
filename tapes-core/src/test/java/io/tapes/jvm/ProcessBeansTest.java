package io.tapes.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.tapes.Aggregation;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the beans tell where there is no {@code /proc}. */
class ProcessBeansTest {
  private static Series gauge(String name, double value, Aggregation aggregation) {
    return Series.gauge(new SeriesId(name, Tags.empty()), value, aggregation);
  }

  private static Map<String, Series> collect(ProcessBeans beans) {
    Map<String, Series> told = new HashMap<>();
    beans.collect(new SeriesSink(series -> told.put(series.name(), series)));
    return told;
  }

  /** A system with these figures: which ones a real one knows depends on what it is. */
  private static ProcessBeans of(Class<?> type, Map<String, Number> figures) {
    return new ProcessBeans(
        (OperatingSystemMXBean)
            Proxy.newProxyInstance(
                ProcessBeansTest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> figures.get(method.getName())));
  }

  private static Map<String, Number> figures(Number each) {
    Map<String, Number> figures = new HashMap<>();
    figures.put("getAvailableProcessors", 3);
    for (String name : Set.of("getSystemLoadAverage", "getProcessCpuLoad")) {
      figures.put(name, each.doubleValue());
    }
    for (String name :
        Set.of(
            "getProcessCpuTime",
            "getCommittedVirtualMemorySize",
            "getOpenFileDescriptorCount",
            "getMaxFileDescriptorCount")) {
      figures.put(name, each.longValue());
    }
    return figures;
  }

  @Test
  void collect_hasAllThatTheSystemKnows() {
    Map<String, Number> figures = figures(0);
    figures.put("getSystemLoadAverage", 1.5);
    figures.put("getProcessCpuLoad", 0.25);
    figures.put("getProcessCpuTime", 2_500_000_000L);
    figures.put("getCommittedVirtualMemorySize", 1L << 30);
    figures.put("getOpenFileDescriptorCount", 12L);
    figures.put("getMaxFileDescriptorCount", 1_024L);
    Map<String, Series> told = collect(of(UnixOperatingSystemMXBean.class, figures));
    told.remove("process.start.time.seconds");
    assertEquals(
        Map.of(
            "process.cpus", gauge("process.cpus", 3, Aggregation.LIVE_MAX),
            "system.load.1m", gauge("system.load.1m", 1.5, Aggregation.LIVE_MAX),
            "process.cpu.seconds.total",
                Series.of(
                    MetricInfo.of("process.cpu.seconds.total", MetricKind.DOUBLE_COUNTER),
                    Tags.empty(),
                    SumValue.ofDouble(2.5)),
            "process.cpu.load", gauge("process.cpu.load", 0.25, Aggregation.LIVE_SUM),
            "process.virtual.memory.bytes",
                gauge("process.virtual.memory.bytes", 1 << 30, Aggregation.LIVE_SUM),
            "process.open.fds", gauge("process.open.fds", 12, Aggregation.LIVE_SUM),
            "process.max.fds", gauge("process.max.fds", 1_024, Aggregation.LIVE_MAX)),
        told);
  }

  @Test
  void collect_aFigureOfZero_isOne() {
    assertEquals(8, collect(of(UnixOperatingSystemMXBean.class, figures(0))).size());
  }

  @Test
  void collect_whatTheSystemDoesNotKnow_isLeftOut() {
    assertEquals(
        Set.of("process.start.time.seconds", "process.cpus"),
        collect(of(UnixOperatingSystemMXBean.class, figures(-1))).keySet());
  }

  @Test
  void collect_aSystemThatIsNoUnix_hasNoDescriptors() {
    Set<String> told =
        collect(of(com.sun.management.OperatingSystemMXBean.class, figures(1))).keySet();
    assertTrue(told.contains("process.cpu.load"));
    assertFalse(told.contains("process.open.fds"));
    assertEquals(
        Set.of("process.start.time.seconds", "process.cpus", "system.load.1m"),
        collect(of(OperatingSystemMXBean.class, figures(1))).keySet());
  }

  @Test
  void collect_thisSystem_knowsWhenTheProcessBegan() {
    Map<String, Series> told = collect(new ProcessBeans());
    double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
    assertEquals(
        gauge("process.start.time.seconds", started, Aggregation.LIVE_MIN),
        told.get("process.start.time.seconds"));
    assertEquals(
        gauge("process.cpus", Runtime.getRuntime().availableProcessors(), Aggregation.LIVE_MAX),
        told.get("process.cpus"));
  }
}
