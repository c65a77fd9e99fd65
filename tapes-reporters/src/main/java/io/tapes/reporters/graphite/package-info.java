/**
 * Graphite's plaintext protocol over TCP.
 *
 * <pre>{@code
 * GraphiteReporter graphite =
 *     GraphiteReporter.builder().host("127.0.0.1").port(2003).prefix("shop").build();
 * ReportSchedule.every(Duration.ofSeconds(10), registry, graphite);
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.graphite;

import org.jspecify.annotations.NullMarked;
