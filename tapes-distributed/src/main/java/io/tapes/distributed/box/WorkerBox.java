package io.tapes.distributed.box;

import io.tapes.blackbox.BlackBox;
import io.tapes.blackbox.BoxHome;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.WorkerIdentity;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The black box of a worker, if it has one. The publisher's thread, and the box's own. */
public final class WorkerBox implements BoxHome {
  /*
   * Before a worker has heard an aggregator its box says only at which place it hopes to find one.
   * As soon as it hears one, and before it delivers anything, it gives the box that one's name. It
   * looks for the place again then: what a symbolic link led to may have been made meanwhile.
   *
   * A program that clears the folder removes box and folder. The box's own thread notices, and asks here
   * for both. The lock is never held by it while it has the box's.
   */
  private static final int ATTEMPTS = 3;

  /** By then an aggregator that sees the folder has left its marker in it. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private static final Logger LOG = Loggers.WORKER;

  private final Endpoint endpoint;
  private final WorkerIdentity identity;
  private final BlackBox box;
  private final BoxFolders folders;
  private Place place;
  private volatile boolean useless;

  /** Whether the aggregator does not look where the box is. */
  private volatile boolean unseen;

  private @Nullable Id owner;
  private long ownedNanos;
  private boolean seen;

  private WorkerBox(
      Endpoint endpoint, WorkerIdentity identity, BlackBox box, BoxFolders folders, Place place) {
    this.endpoint = endpoint;
    this.identity = identity;
    this.box = box;
    this.folders = folders;
    this.place = place;
  }

  /** Makes a box; where that is not possible it says so, and there is none. */
  public static Optional<WorkerBox> create(
      Endpoint endpoint, WorkerIdentity identity, BoxFolders folders, int maxBytes) {
    if (!endpoint.isLocal()) {
      LOG.warn(
          "no black box for '{}', which is on another host: if this process is killed, what it"
              + " recorded since its last delivery is lost",
          endpoint);
      return Optional.empty();
    }
    try {
      Place place = Place.of(endpoint, endpoint.address());
      BlackBox box = create(identity, folders, place, maxBytes);
      WorkerBox made = new WorkerBox(endpoint, identity, box, folders, place);
      box.home(made);
      return Optional.of(made);
    } catch (IOException e) {
      LOG.warn(
          "no black box for '{}' ({}): if this process is killed, what it recorded since its last"
              + " delivery is lost",
          endpoint,
          e.toString());
      return Optional.empty();
    }
  }

  private static BlackBox create(
      WorkerIdentity identity, BoxFolders folders, Place place, int maxBytes) throws IOException {
    String name = new BoxName(place, Lineage.NONE, identity.incarnation()).toString();
    for (int attempt = 1; ; attempt++) {
      Path folder = folders.own(place);
      try {
        // No aggregator looks at it before the group may: it gets its name after that.
        BlackBox box = BlackBox.create(folder.resolve("." + name), identity.encode(), maxBytes);
        try {
          folders.sharing().share(box.path());
          box.move(folder.resolve(name));
          return box;
        } catch (IOException e) {
          box.delete();
          throw e;
        }
      } catch (NoSuchFileException left) {
        // An aggregator that found the folder empty has removed it just now.
        if (attempt == ATTEMPTS) {
          throw left;
        }
      }
    }
  }

  public BlackBox box() {
    return box;
  }

  WorkerIdentity identity() {
    return identity;
  }

  /** Returns where the box shall be now; the folder is there. */
  @Override
  public synchronized Path path() throws IOException {
    seen = false; // the next listener shall look there
    unseen = false;
    ownedNanos = System.nanoTime();
    place = Place.of(endpoint, endpoint.address());
    return folders.own(place).resolve(name());
  }

  private String name() {
    Id state = owner;
    long lineage = state == null ? Lineage.NONE : Lineage.of(state);
    return new BoxName(place, lineage, identity.incarnation()).toString();
  }

  @Override
  public void share(Path file) throws IOException {
    folders.sharing().share(file);
  }

  /** An aggregator asks for frames: the box is for it from now on. */
  public synchronized void belongsTo(Id state, long now) {
    if (state.equals(owner) || useless) {
      return;
    }
    owner = state;
    ownedNanos = now;
    seen = false;
    place = Place.of(endpoint, endpoint.address());
    Path before = Objects.requireNonNull(box.path().getParent());
    try {
      Path folder = folders.own(place);
      box.move(folder.resolve(name()));
      if (!folder.equals(before)) {
        folders.leave(before);
      }
    } catch (IOException e) {
      LOG.warn(
          "the black box '{}' cannot be given to the aggregator on '{}' ({}): if this process is"
              + " killed, what it recorded since its last delivery may be lost",
          box.path(),
          endpoint,
          e.toString());
    }
  }

  /** An aggregator answers: does it look where the box is? */
  public synchronized void heard(long now) {
    Id state = owner;
    if (seen || useless || state == null) {
      return;
    }
    Path folder = Objects.requireNonNull(box.path().getParent());
    if (AggregatorLockFile.isOf(AggregatorLockFile.path(folder, place), state)) {
      seen = true;
    } else if (now - ownedNanos >= PATIENCE_NANOS) {
      seen = true; // said once
      unseen = true;
      LOG.warn(
          "the aggregator does not look into '{}': {}; if this process is killed, what it recorded"
              + " since its last delivery is lost",
          folder,
          Unseen.why(folder, endpoint));
    }
  }

  /** The worker counts under another incarnation than the box says: it must not be taken. */
  public synchronized void follow(WorkerIdentity current) {
    if (!useless && !current.equals(identity)) {
      useless = true;
      delete();
      LOG.warn(
          "the aggregator had given this process up, which goes on without a black box: if it is"
              + " killed, what it recorded since its last delivery is lost");
    }
  }

  /** Returns whether who listens there next finds everything that was not delivered. Any thread. */
  public boolean keepsEverything() {
    return !useless && !unseen && box.isComplete();
  }

  /** The end of deliveries. */
  public synchronized void end(boolean acknowledged) {
    if (acknowledged) {
      delete();
    } else {
      box.close();
    }
  }

  private void delete() {
    Path folder = Objects.requireNonNull(box.path().getParent());
    box.delete();
    folders.leave(folder);
  }
}
