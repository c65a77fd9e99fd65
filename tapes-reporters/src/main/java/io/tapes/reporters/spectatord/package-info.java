/**
 * Netflix' Atlas by way of its agent, spectatord.
 *
 * <pre>{@code
 * SpectatordReporter spectatord = SpectatordReporter.builder().build();
 * ReportSchedule.every(Duration.ofSeconds(5), registry, spectatord);
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.spectatord;

import org.jspecify.annotations.NullMarked;
