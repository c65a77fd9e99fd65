package io.tapes.distributed.aggregator;

import io.tapes.Registry;
import io.tapes.distributed.box.BoxFolders;
import io.tapes.distributed.link.CurveServerSettings;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.SocketWatch;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Receiver} works with.
 *
 * @param totals where it counts what happens to it
 * @param security null where every worker may connect
 * @param relay null without an aggregator above this one
 */
public record ReceiverParts(
    Endpoint endpoint,
    AggregatorState state,
    Workers workers,
    Checkpoints checkpoints,
    SeriesExpiry expiry,
    BlackBoxes boxes,
    BoxFolders folders,
    SocketWatch watch,
    @Nullable CurveServerSettings security,
    Registry totals,
    @Nullable Relay relay) {}
