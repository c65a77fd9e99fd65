/**
 * HdrHistogram's own type and log format, for its tools and for percentile arithmetic beyond the
 * usual figures.
 *
 * <pre>{@code
 * HdrLogReporter log = HdrLogReporter.builder(Path.of("latency.hlog")).build();
 * ReportSchedule.every(Duration.ofSeconds(10), registry, log);
 * Histogram histogram = HdrHistograms.of(value.asDistribution().total()); // a value of a snapshot
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.hdrhistogram;

import org.jspecify.annotations.NullMarked;
