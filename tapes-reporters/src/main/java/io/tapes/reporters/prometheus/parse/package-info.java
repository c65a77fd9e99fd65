/**
 * Pages of other programs, read: Prometheus' text format and OpenMetrics become series again, from
 * an exporter that is scraped, from the files of a folder, or from any stream.
 *
 * <pre>{@code
 * registry.register(ScrapeSource.builder(URI.create("http://127.0.0.1:9100/metrics")).build());
 * registry.register(new TextfileSource(Path.of("/var/lib/node-exporter")));
 * Snapshot page = PrometheusParser.text().snapshot(stream, System.currentTimeMillis());
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.prometheus.parse;

import org.jspecify.annotations.NullMarked;
