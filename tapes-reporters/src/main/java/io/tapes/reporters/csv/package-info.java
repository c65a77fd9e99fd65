/**
 * A file of comma-separated values for each series.
 *
 * <pre>{@code
 * CsvReporter csv = CsvReporter.builder(Path.of("metrics")).build();
 * ReportSchedule.every(Duration.ofSeconds(10), registry, csv);
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.csv;

import org.jspecify.annotations.NullMarked;
