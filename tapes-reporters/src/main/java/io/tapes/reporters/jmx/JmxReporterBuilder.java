package io.tapes.reporters.jmx;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Settings of a {@link JmxReporter}. One thread at a time may use a builder. */
public final class JmxReporterBuilder {
  private MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private String domain = "io.tapes";

  JmxReporterBuilder() {}

  /**
   * Sets the MBean server.
   *
   * @param newServer that of the platform by default
   * @return this builder
   */
  public JmxReporterBuilder server(MBeanServer newServer) {
    server = newServer;
    return this;
  }

  /**
   * Sets the domain: what stands before the colon in the names.
   *
   * @param newDomain {@code io.tapes} by default; one for each reporter to the same server
   * @return this builder
   * @throws IllegalArgumentException if JMX does not allow it
   */
  public JmxReporterBuilder domain(String newDomain) {
    try {
      if (newDomain.isEmpty() || new ObjectName(newDomain + ":type=x").isPattern()) {
        throw new MalformedObjectNameException("empty or a pattern");
      }
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(
          "'" + newDomain + "' is no JMX domain; use letters, digits and dots", e);
    }
    domain = newDomain;
    return this;
  }

  /**
   * Makes the reporter. It registers nothing yet.
   *
   * @return the reporter
   */
  public JmxReporter build() {
    return new JmxReporter(server, domain);
  }
}
