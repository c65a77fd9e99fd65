package io.tapes.distributed;

import io.tapes.BlackBox;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.WorkerIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The black box of a worker, if it has one. The publisher's thread, once it is made. */
final class WorkerBox {
  private static final Logger LOG = LoggerFactory.getLogger(DistributedRegistry.class);

  private final WorkerIdentity identity;
  private final BlackBox box;
  private final BoxFolder folder;
  private boolean useless;
  private boolean said;
  private @Nullable Id checked;

  private WorkerBox(WorkerIdentity identity, BlackBox box, BoxFolder folder) {
    this.identity = identity;
    this.box = box;
    this.folder = folder;
  }

  /** Makes a box; where that is not possible it says so, and there is none. */
  static Optional<WorkerBox> create(
      Endpoint endpoint, WorkerIdentity identity, @Nullable Path wanted, int maxBytes) {
    if (!endpoint.isLocal()) {
      LOG.warn(
          "no black box for '{}', which is on another host: if this process is killed, what it"
              + " recorded since its last delivery is lost",
          endpoint);
      return Optional.empty();
    }
    try {
      BoxFolder folder = BoxFolder.open(wanted, endpoint, endpoint.address());
      BlackBox box =
          BlackBox.create(folder.box(identity.incarnation()), identity.encode(), maxBytes);
      return Optional.of(new WorkerBox(identity, box, folder));
    } catch (IOException e) {
      LOG.warn(
          "no black box for '{}' ({}): if this process is killed, what it recorded since its last"
              + " delivery is lost",
          endpoint,
          e.toString());
      return Optional.empty();
    }
  }

  BlackBox box() {
    return box;
  }

  WorkerIdentity identity() {
    return identity;
  }

  /** An aggregator answers: does it look where the box is? */
  void heard(Id state) {
    if (state.equals(checked)) {
      return;
    }
    checked = state;
    if (!said && !folder.isSeenBy(state)) {
      said = true;
      LOG.warn(
          "the aggregator does not look into '{}': it runs in another container, on another host or"
              + " without black boxes; if this process is killed, what it recorded since its last"
              + " delivery is lost",
          folder);
    }
  }

  /** The worker counts under another incarnation than the box says: it must not be taken. */
  void follow(WorkerIdentity current) {
    if (!useless && !current.equals(identity)) {
      useless = true;
      box.delete();
      LOG.warn(
          "the aggregator had given this process up, which goes on without a black box: if it is"
              + " killed, what it recorded since its last delivery is lost");
    }
  }

  /** The end of deliveries. */
  void end(boolean acknowledged) {
    if (acknowledged) {
      box.delete();
    } else {
      box.close();
    }
  }
}
