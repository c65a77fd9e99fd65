/**
 * StatsD over UDP.
 *
 * <pre>{@code
 * StatsdReporter statsd =
 *     StatsdReporter.builder().host("127.0.0.1").port(8125).prefix("shop").build();
 * ReportSchedule.every(Duration.ofSeconds(10), registry, statsd);
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.statsd;

import org.jspecify.annotations.NullMarked;
