package io.tapes.reporters.delivery;

import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.reporters.format.LineFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which series has which identity in a backend. A series keeps its identity while it is there, even
 * if one that comes before it appears: a backend's series never changes its meaning in mid-life.
 *
 * <p>One thread at a time may use an instance.
 */
final class Identities {
  private final LineFormat format;
  private Map<String, SeriesId> owners = Map.of();

  Identities(LineFormat format) {
    this.format = format;
  }

  /** For each series of a snapshot, in their order, the one that is written in its place. */
  List<SeriesId> resolve(Snapshot now) {
    Map<String, SeriesId> next = new HashMap<>();
    List<SeriesId> written = new ArrayList<>(now.series().size());
    for (Series one : now.series()) {
      String identity = format.identity(one);
      written.add(identity.isEmpty() ? one.id() : owner(identity, one.id(), now, next));
    }
    owners = next;
    return written;
  }

  private SeriesId owner(String identity, SeriesId id, Snapshot now, Map<String, SeriesId> next) {
    SeriesId owner = next.get(identity);
    if (owner == null) {
      SeriesId before = owners.get(identity);
      owner = before != null && !before.equals(id) && keepsIt(before, identity, now) ? before : id;
      next.put(identity, owner);
    }
    return owner;
  }

  /** Not if it is gone, or is something else by now. */
  private boolean keepsIt(SeriesId before, String identity, Snapshot now) {
    return now.series(before).filter(one -> format.identity(one).equals(identity)).isPresent();
  }

  /** Who has the identity of a series that something of its own name and tags has replaced. */
  SeriesId ownerOf(Series replaced) {
    return owners.getOrDefault(format.identity(replaced), replaced.id());
  }

  /** Whether a series of the last snapshot has the identity of one that is gone. */
  boolean isTaken(Series gone) {
    return owners.containsKey(format.identity(gone));
  }
}
