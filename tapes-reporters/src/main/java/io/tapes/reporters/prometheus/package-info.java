/**
 * Prometheus: its text format, OpenMetrics and protobuf, for a server of your own; and where
 * nothing can be scraped, a file for the node exporter, and the Pushgateway. To be scraped, use
 * {@code HttpReporter}.
 *
 * <pre>{@code
 * Reporter file = new PrometheusFileReporter(Path.of("/var/lib/node-exporter/shop.prom"));
 * Reporter push =
 *     PushgatewayReporter.builder(URI.create("http://127.0.0.1:9091"), "nightly").build();
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.prometheus;

import org.jspecify.annotations.NullMarked;
