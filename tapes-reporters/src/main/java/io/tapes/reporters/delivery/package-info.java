/**
 * What push reporters share: which values have been delivered already, and how lines get from a
 * format to a transport.
 *
 * <pre>{@code
 * Reporter mine =
 *     new LineReporter(
 *         "mine", (series, sent, wallMillis, out) -> out.line(series.id() + "=" + series.value()),
 *         new UdpTransport("127.0.0.1", 9000), 1_000);
 * Reporter perInterval = new IntervalReporter(mine); // quantiles of exactly the last interval
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.delivery;

import org.jspecify.annotations.NullMarked;
