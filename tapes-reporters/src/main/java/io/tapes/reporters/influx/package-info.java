/**
 * Influx line protocol over HTTP or UDP: InfluxDB, VictoriaMetrics, Telegraf.
 *
 * <pre>{@code
 * InfluxReporter influx =
 *     InfluxReporter.http(URI.create("http://127.0.0.1:8086")).database("shop").build();
 * ReportSchedule.every(Duration.ofSeconds(10), registry, influx);
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.influx;

import org.jspecify.annotations.NullMarked;
