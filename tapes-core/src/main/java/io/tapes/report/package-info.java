/**
 * Getting snapshots out: what a reporter is, and the schedule that drives reporters.
 *
 * <pre>{@code
 * ReportSchedule schedule =
 *     ReportSchedule.every(Duration.ofSeconds(10), registry, new ConsoleReporter(System.out));
 * ...
 * schedule.close(); // reports a last time
 * }</pre>
 */
@NullMarked
package io.tapes.report;

import org.jspecify.annotations.NullMarked;
