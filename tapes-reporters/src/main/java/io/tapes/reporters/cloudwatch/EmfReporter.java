package io.tapes.reporters.cloudwatch;

import io.tapes.reporters.delivery.DeltaLineReporter;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.transport.LineTransport;

/**
 * Reports in CloudWatch's embedded metric format, to CloudWatch's agent or a log that goes there;
 * see {@link EmfFormat} for the lines.
 *
 * <p>Counts are increases since the last report that was delivered. One thread at a time may
 * report.
 */
public final class EmfReporter extends DeltaLineReporter {
  /** CloudWatch's limit of one event of a log. */
  private static final int LONGEST_LINE = 262_144 - 26;

  private EmfReporter(EmfFormat format, LineTransport transport) {
    super("EmfReporter", format, transport, LONGEST_LINE);
  }

  /**
   * Returns a reporter.
   *
   * @param transport such as TCP or UDP to port 25888 of the agent, or a file that it follows;
   *     closed with the reporter
   * @param namespace of the metrics in CloudWatch
   * @param prefix what all names begin with, without the dot that follows; empty for nothing
   * @param fields what is sent of each series
   * @return the reporter
   * @throws IllegalArgumentException if CloudWatch does not take the namespace
   */
  public static EmfReporter over(
      LineTransport transport, String namespace, String prefix, Fields fields) {
    return new EmfReporter(EmfFormat.of(namespace, prefix, fields), transport);
  }
}
