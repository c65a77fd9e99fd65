package io.tapes.jvm;

import io.tapes.MetricSource;
import io.tapes.Registry;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process as the system sees it: CPU time, memory, file descriptors, when it started. Of this
 * process on every system; of any other one on Linux, as far as it may be read.
 *
 * <p>CPU seconds are a counter, which keeps what ended processes had. Another process that ends has
 * no series any more. All figures are asked for every four seconds at most; snapshots in between
 * show the last ones.
 *
 * <p>Any thread may use an instance.
 */
public final class ProcessMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessMetrics.class);

  private final Registry registry;
  private final MetricSource source;

  private ProcessMetrics(Registry registry, MetricSource source) {
    this.registry = registry;
    this.source = source;
    registry.register(source);
  }

  /**
   * Adds the metrics of this process to a registry.
   *
   * @param registry where to; a view of one gives them a prefix or tags
   * @return what takes them away again when it is closed
   */
  public static ProcessMetrics register(Registry registry) {
    Consumer<SeriesSink> beans = new ProcessBeans()::collect;
    Consumer<SeriesSink> linux = new LinuxProcess(ProcessHandle.current().pid())::collect;
    // The first of two equal series counts.
    return new ProcessMetrics(registry, new FigureSource("of this process", linux.andThen(beans)));
  }

  /**
   * Adds the metrics of another process to a registry. Give it a view with a prefix or a tag if the
   * metrics of this process are there as well.
   *
   * @param registry where to
   * @param pid the process; need not exist yet or any longer
   * @return what takes them away again when it is closed
   * @throws IllegalArgumentException if the pid is not above 0
   * @throws UnsupportedOperationException where there is no Linux
   */
  public static ProcessMetrics register(Registry registry, long pid) {
    if (pid <= 0) {
      throw new IllegalArgumentException("process id " + pid + " is not above 0");
    }
    requireLinux("process " + pid);
    LinuxProcess process = new LinuxProcess(pid);
    return new ProcessMetrics(registry, new FigureSource("of process " + pid, process::collect));
  }

  /**
   * Adds the metrics of a process whose id may change to a registry, such as that of a daemon that
   * keeps it in a file.
   *
   * @param registry where to, as with {@link #register(Registry, long)}
   * @param pid asked each time; there are no series while it throws or its answer is not above 0
   * @return what takes them away again when it is closed
   * @throws UnsupportedOperationException where there is no Linux
   */
  public static ProcessMetrics register(Registry registry, Callable<Long> pid) {
    requireLinux("a process");
    Consumer<SeriesSink> figures =
        out -> {
          try {
            new LinuxProcess(pid.call()).collect(out);
          } catch (Exception e) { // it is not running: there is no file, or an empty one
            LOG.debug("no process id: {}", e.toString());
          }
        };
    return new ProcessMetrics(registry, new FigureSource("of a process", figures));
  }

  private static void requireLinux(String process) {
    if (!LinuxProcess.isAvailable()) {
      throw new UnsupportedOperationException(
          "metrics of "
              + process
              + " need Linux's /proc, which is not there; leave the pid out for this process");
    }
  }

  /** Takes them away. A second call does nothing. */
  @Override
  public void close() {
    registry.remove(source);
  }
}
