package io.tapes.reporters.jmx;

import io.tapes.MetricInfo;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.LoggerFactory;

/**
 * Keeps an MBean for each series: {@code io.tapes:type=timer,name="my.timer",table="users"}, whose
 * attributes are the fields of the nested map. A report shows the new values, registers what is new
 * and unregisters what is gone; closing unregisters all. A name that is taken by another MBean is
 * left to it, counted and logged, and harms no other.
 *
 * <p>One thread at a time may report; any thread may read the MBeans.
 */
public final class JmxReporter implements Reporter {
  private final MBeanServer server;
  private final String domain;
  private final Map<SeriesId, Registered> registered = new HashMap<>();
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(JmxReporter.class));
  private long leftOut;
  private boolean closed;

  /** An MBean of ours and its name. */
  private record Registered(ObjectName name, SeriesBean bean, Series first) {}

  JmxReporter(MBeanServer server, String domain) {
    this.server = server;
    this.domain = domain;
  }

  /**
   * Returns a reporter to the MBean server of the platform, under {@code io.tapes}, unless the
   * builder is told otherwise.
   *
   * @return a builder
   */
  public static JmxReporterBuilder builder() {
    return new JmxReporterBuilder();
  }

  /**
   * Shows one snapshot.
   *
   * @param snapshot what to show
   * @throws IOException if the reporter is closed
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    if (closed) {
      throw new IOException("the JMX reporter is closed; make a new one");
    }
    Set<SeriesId> present = new HashSet<>();
    for (Series series : snapshot.series()) {
      present.add(series.id());
      try {
        show(series);
      } catch (JMException | RuntimeException e) {
        leftOut++;
        log.warn("a series is left out: " + e + "; rename it, or use another domain", e);
      }
    }
    for (Iterator<Registered> all = registered.values().iterator(); all.hasNext(); ) {
      Registered one = all.next();
      if (!present.contains(one.first().id())) {
        all.remove();
        unregister(one);
      }
    }
  }

  private void show(Series series) throws JMException {
    Registered known = registered.get(series.id());
    if (known != null && isDescribedBy(known.first().info(), series.info())) {
      known.bean().show(series);
      return;
    }
    if (known != null) { // under that name is another instrument now
      registered.remove(series.id());
      unregister(known);
    }
    ObjectName name = JmxNames.of(domain, series);
    SeriesBean bean = new SeriesBean(series);
    server.registerMBean(bean, name);
    registered.put(series.id(), new Registered(name, bean, series));
  }

  /** A bean's description and kind are fixed. */
  private static boolean isDescribedBy(MetricInfo shown, MetricInfo now) {
    return shown.kind() == now.kind() && shown.description().equals(now.description());
  }

  private void unregister(Registered one) {
    try {
      server.unregisterMBean(one.name());
    } catch (InstanceNotFoundException e) {
      // Another party unregistered it: gone is gone.
    } catch (JMException e) {
      throw new IllegalStateException("an MBean of ours refused to be unregistered", e);
    }
  }

  /** Returns how many times a series could not be shown. */
  @Override
  public long dropped() {
    return leftOut;
  }

  @Override
  public void close() {
    closed = true;
    registered.values().forEach(this::unregister);
    registered.clear();
  }

  @Override
  public String destination() {
    return domain;
  }
}
