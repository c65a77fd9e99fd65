package io.tapes.distributed;

import io.tapes.distributed.aggregator.AggregateRegistry;
import io.tapes.distributed.aggregator.AggregatorState;
import io.tapes.distributed.aggregator.BlackBoxes;
import io.tapes.distributed.aggregator.Checkpoints;
import io.tapes.distributed.aggregator.Processes;
import io.tapes.distributed.aggregator.ReceiverParts;
import io.tapes.distributed.aggregator.Relay;
import io.tapes.distributed.aggregator.SeriesExpiry;
import io.tapes.distributed.aggregator.Workers;
import io.tapes.distributed.box.BoxFolders;
import io.tapes.distributed.link.AllowedKeys;
import io.tapes.distributed.link.CurveServerSettings;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.ServerKeys;
import io.tapes.distributed.link.Sharing;
import io.tapes.distributed.link.SocketAccess;
import io.tapes.distributed.link.SocketWatch;
import io.tapes.distributed.wire.Id;
import org.jspecify.annotations.Nullable;

/** Puts the parts of an aggregator together. */
final class AggregatorAssembly {
  private AggregatorAssembly() {}

  static ReceiverParts parts(
      Endpoint endpoint,
      @Nullable ServerKeys towards,
      AggregateRegistry totals,
      RegistryAggregatorBuilder settings) {
    Workers workers =
        new Workers(
            totals.registry(),
            settings.heartbeatTimeout.toNanos(),
            settings.forgetTimeout.toNanos(),
            settings.maxWorkers,
            Processes.OF_THIS_HOST);
    workers.share(totals.budget());
    Checkpoints checkpoints =
        new Checkpoints(settings.state, settings.stateInterval.toNanos(), totals.registry());
    AggregatorState state =
        new AggregatorState(Id.random(), totals, workers, checkpoints, settings.maxSeriesPerWorker);
    BlackBoxes boxes = new BlackBoxes(state, workers, checkpoints, totals.registry());
    Sharing sharing = new Sharing(settings.group);
    SocketWatch watch =
        new SocketWatch(
            endpoint, new SocketAccess(sharing, settings.socketMode), totals.registry());
    Relay relay =
        settings.upstream == null
            ? null
            : new Relay(settings.upstream, towards, checkpoints, totals.registry());
    SeriesExpiry expiry =
        new SeriesExpiry(settings.expireAfter.toNanos(), totals, workers, checkpoints, relay);
    BoxFolders folders = new BoxFolders(settings.blackBoxFolder, sharing);
    CurveServerSettings security =
        settings.keys == null || endpoint.file() != null
            ? null
            : new CurveServerSettings(settings.keys.keys(), AllowedKeys.of(settings.allow));
    return new ReceiverParts(
        endpoint,
        state,
        workers,
        checkpoints,
        expiry,
        boxes,
        folders,
        watch,
        security,
        totals.registry(),
        relay);
  }
}
