/**
 * Transports: how bytes leave the process. Nothing here knows what the bytes mean.
 *
 * <pre>{@code
 * try (UdpTransport udp = new UdpTransport("127.0.0.1", 8125)) {
 *   udp.send("jobs.done.value:5|c");
 *   udp.flush();
 * }
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.transport;

import org.jspecify.annotations.NullMarked;
