package io.tapes.distributed.worker;

import io.tapes.LastValues;
import io.tapes.Registry;
import io.tapes.SnapshotSource;
import io.tapes.distributed.box.WorkerBox;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.ServerKeys;
import io.tapes.distributed.wire.WorkerIdentity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Publisher} delivers, and where to.
 *
 * @param keys null where none are asked for
 * @param source what is delivered
 * @param registry where it counts what happens to it
 * @param run which run of the worker's state file it is; 0 without one
 * @param box null without a black box
 * @param queueFrames how many frames may wait in the socket's queue
 */
public record PublisherSettings(
    Endpoint endpoint,
    @Nullable ServerKeys keys,
    SnapshotSource source,
    LastValues lastValues,
    Registry registry,
    WorkerIdentity identity,
    long run,
    @Nullable WorkerBox box,
    Duration flushInterval,
    int queueFrames) {}
