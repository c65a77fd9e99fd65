/**
 * A table for people.
 *
 * <pre>{@code
 * ReportSchedule.every(Duration.ofSeconds(10), registry, new ConsoleReporter(System.out));
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.console;

import org.jspecify.annotations.NullMarked;
