package io.tapes.distributed.box;

import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.wire.Id;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/** Finds the black boxes that are an aggregator's own. The I/O thread. */
public final class BoxSearch implements AutoCloseable {
  /*
   * A box is this aggregator's own if its name says so, wherever it is. One that names none yet,
   * or an aggregator without a state file, which cannot come back, is for the listener at the
   * place that it names; and that is one aggregator at a time, the one that holds the marker.
   *
   * Folders appear, with the first worker of a user, and vanish, by a program that clears
   * /dev/shm. So they are looked for again and again, but not at each look into them.
   */
  private static final int LOOKS_PER_SEARCH = 4;

  /** By then workers that live have given their boxes to this aggregator. */
  private static final int LOOKS_BEFORE_TELLING = 60;

  private static final Logger LOG = Loggers.AGGREGATOR;

  /**
   * A box.
   *
   * @param path where it is
   * @param incarnation whose it is, according to its name
   */
  public record Found(Path path, Id incarnation) {}

  private final LogLimiter log = new LogLimiter(LOG);
  private final BoxFolders folders;
  private final Place place;
  private final Id state;
  private final Map<Path, AggregatorLockFile> markers = new HashMap<>();
  private List<Path> known = List.of();
  private int looks;

  private BoxSearch(BoxFolders folders, Place place, Id state) {
    this.folders = folders;
    this.place = place;
    this.state = state;
  }

  /**
   * Begins to look, and says so to workers by a marker in this user's own folder.
   *
   * @return empty if a living aggregator listens at the place
   * @throws IOException with a sentence if there is no folder that can be believed
   */
  public static Optional<BoxSearch> begin(BoxFolders folders, Place place, Id state)
      throws IOException {
    BoxSearch search = new BoxSearch(folders, place, state);
    for (Path folder : folders.believed(place)) {
      AggregatorLockFile.sweep(folder);
      folders.leave(folder);
    }
    if (!search.mark(folders.own(place))) {
      return Optional.empty();
    }
    search.search();
    return Optional.of(search);
  }

  /** Whether the marker in a folder is this aggregator's. */
  private boolean mark(Path folder) throws IOException {
    AggregatorLockFile old = markers.get(folder);
    if (old != null && old.isThere()) {
      return true;
    }
    if (old != null) {
      markers.remove(folder);
      old.close();
    }
    Optional<AggregatorLockFile> made =
        AggregatorLockFile.place(AggregatorLockFile.path(folder, place), state, folders.sharing());
    made.ifPresent(marker -> markers.put(folder, marker));
    return made.isPresent();
  }

  private void search() throws IOException {
    mark(folders.own(place));
    known = folders.believed(place);
    for (Path folder : known) {
      try {
        if (folders.isFor(folder, place)) {
          mark(folder);
        }
      } catch (IOException e) {
        LOG.debug("the folder '{}' of black boxes cannot be written to", folder, e);
      }
    }
  }

  /** Returns the boxes of this aggregator's workers, of those that live too. */
  public List<Found> boxes() throws IOException {
    if (looks++ % LOOKS_PER_SEARCH == 0) {
      search();
    }
    List<Found> all = new ArrayList<>();
    int foreign = 0;
    for (Path folder : known) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.box")) {
        for (Path file : files) {
          BoxName name = BoxName.parse(file).orElse(null);
          if (name != null && isOwn(name, folder)) {
            all.add(new Found(file, name.incarnation()));
          } else if (name != null && name.place().equals(place)) {
            foreign++;
          }
        }
      } catch (IOException | DirectoryIteratorException gone) {
        LOG.debug("the folder '{}' of black boxes cannot be read", folder, gone);
      }
    }
    tell(foreign);
    return all;
  }

  private void tell(int foreign) {
    if (foreign > 0 && looks > LOOKS_BEFORE_TELLING) {
      log.warn(
          foreign
              + " black boxes in "
              + known
              + " are left to the aggregator with another state file whose workers made them; start"
              + " that one again, or remove them",
          null);
    }
  }

  private boolean isOwn(BoxName name, Path folder) {
    return name.lineage() == Lineage.of(state)
        || (name.place().equals(place)
            && !Lineage.isKept(name.lineage())
            && markers.containsKey(folder));
  }

  @Override
  public void close() throws IOException {
    for (Iterator<Map.Entry<Path, AggregatorLockFile>> all = markers.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Path, AggregatorLockFile> next = all.next();
      next.getValue().close();
      folders.leave(next.getKey());
      all.remove();
    }
  }

  @Override
  public String toString() {
    return known.toString();
  }
}
