package io.tapes.reporters.delivery;

import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.reporters.format.LineFormat;
import java.util.ArrayList;
import java.util.Arrays;
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
  /*
   * Between two reports only the identities are kept that several series claim, and which series
   * there were: of the others each has its own. A text for each series of each reporter would be
   * the most that a backend costs which is away while series come and go.
   */
  private final LineFormat format;

  /** Of the report under way, each identity; between reports, those that several series claim. */
  private Map<String, SeriesId> owners = Map.of();

  private Map<String, SeriesId> contested = Map.of();

  /** The series of the last report, in their order. */
  private SeriesId[] before = {};

  Identities(LineFormat format) {
    this.format = format;
  }

  /** For each series of a snapshot, in their order, the one that is written in its place. */
  List<SeriesId> resolve(Snapshot now) {
    List<Series> series = now.series();
    Map<String, SeriesId> next = new HashMap<>();
    Map<String, SeriesId> rivals = new HashMap<>();
    List<SeriesId> written = new ArrayList<>(series.size());
    for (Series one : series) {
      String identity = format.identity(one);
      SeriesId other = identity.isEmpty() ? null : next.putIfAbsent(identity, one.id());
      if (other != null) {
        SeriesId owner = hadIt(one.id(), identity) && !hadIt(other, identity) ? one.id() : other;
        next.put(identity, owner);
        rivals.put(identity, owner);
      }
      written.add(one.id());
    }
    if (!rivals.isEmpty()) {
      for (int i = 0; i < written.size(); i++) {
        written.set(i, rivals.getOrDefault(format.identity(series.get(i)), written.get(i)));
      }
    }
    owners = next;
    contested = rivals;
    return written;
  }

  private boolean hadIt(SeriesId id, String identity) {
    SeriesId owner = contested.get(identity);
    return owner == null ? Arrays.binarySearch(before, id) >= 0 : owner.equals(id);
  }

  /** Who has the identity of a series that something of its own name and tags has replaced. */
  SeriesId ownerOf(Series replaced) {
    return owners.getOrDefault(format.identity(replaced), replaced.id());
  }

  /** Whether a series of the report under way has the identity of one that is gone. */
  boolean isTaken(Series gone) {
    return owners.containsKey(format.identity(gone));
  }

  /** The report of a snapshot has ended, whether it was delivered or not. */
  void reported(Snapshot snapshot) {
    owners = contested;
    before = snapshot.series().stream().map(Series::id).toArray(SeriesId[]::new);
  }
}
