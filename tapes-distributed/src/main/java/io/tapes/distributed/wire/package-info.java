/**
 * The frames between workers and the aggregator, as bytes. Knows no sockets and no protocol state.
 *
 * <p>{@link io.tapes.distributed.wire.Frame} travels from a worker to the aggregator, {@link
 * io.tapes.distributed.wire.Acknowledgements} travel back. The format is described byte by byte in
 * docs/distributed/wire-format.md. Decoding is strict: bytes that no encoder of this version would
 * write are refused with a {@link io.tapes.distributed.wire.MalformedFrameException}, never with
 * anything else, and nothing larger than the bytes justify is allocated.
 */
@NullMarked
package io.tapes.distributed.wire;

import org.jspecify.annotations.NullMarked;
