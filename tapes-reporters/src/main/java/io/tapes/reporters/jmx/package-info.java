/**
 * An MBean for each series, for jconsole, VisualVM and what else reads JMX.
 *
 * <pre>{@code
 * ReportSchedule.every(Duration.ofSeconds(10), registry, JmxReporter.builder().build());
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.jmx;

import org.jspecify.annotations.NullMarked;
