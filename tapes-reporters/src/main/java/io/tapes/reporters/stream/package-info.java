/**
 * One JSON object per line, for a stream or a file.
 *
 * <pre>{@code
 * ReportSchedule.every(Duration.ofSeconds(10), registry, new StreamReporter(System.out));
 * ReportSchedule.every(
 *     Duration.ofSeconds(10), registry, StreamReporter.file(Path.of("stats.jsonl")));
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.stream;

import org.jspecify.annotations.NullMarked;
