package io.tapes.distributed;

import io.tapes.LastValues;
import io.tapes.Registry;
import io.tapes.RegistryBuilder;
import io.tapes.distributed.box.BoxFolders;
import io.tapes.distributed.box.WorkerBox;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.ServerKeys;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distributed.worker.BoxedLastValues;
import io.tapes.distributed.worker.PublisherSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts a worker together: its registry, its black box, and what its publisher needs. */
final class WorkerAssembly {
  private final Endpoint endpoint;
  private final @Nullable ServerKeys keys;
  private final RegistryBuilder local;
  private final Duration flushInterval;
  private final int queueFrames;
  private final WorkerIdentity identity = WorkerIdentity.ofThisProcess();
  private @Nullable WorkerBox box;

  WorkerAssembly(
      Endpoint endpoint,
      @Nullable ServerKeys keys,
      RegistryBuilder local,
      Duration flushInterval,
      int queueFrames) {
    this.endpoint = endpoint;
    this.keys = keys;
    this.local = local;
    this.flushInterval = flushInterval;
    this.queueFrames = queueFrames;
  }

  /** With a black box, if one is wanted and there is a place for it. */
  WorkerAssembly box(boolean wanted, int bytes, BoxFolders folders) {
    box = wanted ? WorkerBox.create(endpoint, identity, folders, bytes).orElse(null) : null;
    return this;
  }

  /** Makes the registry, which connects by itself after a while; else the black box goes. */
  DistributedRegistry registry(Duration closeTimeout, Duration patience) {
    boolean begun = false;
    try {
      DistributedRegistry made = new DistributedRegistry(settings(), closeTimeout);
      made.connectAfter(patience);
      begun = true;
      return made;
    } finally {
      if (!begun && box != null) {
        box.end(true);
      }
    }
  }

  private PublisherSettings settings() {
    if (box != null) {
      local.storage(box.box());
    }
    Registry registry = local.build();
    LastValues values = registry.lastValues();
    return new PublisherSettings(
        endpoint,
        keys,
        registry,
        box == null ? values : new BoxedLastValues(box.box(), values),
        registry,
        identity,
        0,
        box,
        flushInterval,
        queueFrames);
  }
}
