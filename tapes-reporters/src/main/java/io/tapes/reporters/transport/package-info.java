/**
 * Transports: how bytes leave the process. Nothing here knows what the bytes mean.
 *
 * <p>Lines, many at a time, go through a {@link io.tapes.reporters.transport.LineTransport}: {@link
 * io.tapes.reporters.transport.UdpTransport}, {@link io.tapes.reporters.transport.StreamTransport}
 * (TCP and Unix sockets), {@link io.tapes.reporters.transport.UnixDatagramTransport}, {@link
 * io.tapes.reporters.transport.FileTransport}. A {@link
 * io.tapes.reporters.transport.BacklogTransport} before any of them keeps lines while the receiver
 * is away. Whole documents go to an {@link io.tapes.reporters.transport.AtomicFile} or through an
 * {@link io.tapes.reporters.transport.HttpTransport}.
 *
 * <pre>{@code
 * try (LineTransport carbon = StreamTransport.tcp("127.0.0.1", 2003).build()) {
 *   carbon.send("jobs.done 5 1700000000");
 *   carbon.flush();
 * }
 * }</pre>
 *
 * <p>Making one does no I/O; what goes wrong later is an {@code IOException} whose message names
 * the target. No call waits longer than the time-outs of its transport.
 */
@NullMarked
package io.tapes.reporters.transport;

import org.jspecify.annotations.NullMarked;
