/**
 * A line in the application's log for each series.
 *
 * <pre>{@code
 * Slf4jReporter log = Slf4jReporter.builder().logger(LoggerFactory.getLogger("metrics")).build();
 * ReportSchedule.every(Duration.ofMinutes(1), registry, log);
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.slf4j;

import org.jspecify.annotations.NullMarked;
