package io.tapes.blackbox;

import io.tapes.SeriesId;
import io.tapes.StoredSeries;
import io.tapes.recording.SafeAdder;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link BlackBox} consists of, and the work of its thread. Its lock is the box's; recording
 * takes none.
 */
final class BoxBody {
  /*
   * A file that was removed has no name any more, and cannot have one again. All series move into a
   * new one, while threads record; how is said in Boxed. It gets its name when all have moved, so a
   * reader finds everything or nothing.
   */
  private static final Logger LOG = LoggerFactory.getLogger("io.tapes.blackbox.BlackBox");

  private final byte[] owner;
  private final int stripes;
  private final SafeAdder refused = new SafeAdder();
  private final LogLimiter log = new LogLimiter(LOG);
  private final Runnable wake;
  private final BoxSeries series;
  private final BoxPath path;
  private volatile BoxHome home;
  private volatile BoxContent content;

  /** Whether something was recorded that is not in the file yet. */
  private volatile boolean late;

  /** How many records have no room in it, and how many series. */
  private volatile long missing;

  private volatile int outside;
  private volatile boolean released;

  BoxBody(MappedFile file, Path path, byte[] owner, int stripes, Runnable wake) {
    this.owner = owner;
    this.stripes = stripes;
    this.wake = wake;
    this.path = new BoxPath(path);
    this.home = new BoxPath.SameHome(this.path);
    this.content = new BoxContent(file, owner, stripes, wake);
    this.series = new BoxSeries(content, refused);
  }

  void home(BoxHome newHome) {
    home = newHome;
  }

  BoxPath path() {
    return path;
  }

  /** The file as it is now. */
  MappedFile file() {
    return content.file();
  }

  BoxSeries series() {
    return series;
  }

  boolean isComplete() {
    return outside == 0 && missing == 0;
  }

  /** Counts series and records that had no room. */
  SafeAdder refused() {
    return refused;
  }

  synchronized BoxEntry add(StoredSeries what, Boxed storage) {
    BoxEntry added = new BoxEntry(what, storage);
    series.add(added);
    outside = series.outside();
    return added;
  }

  synchronized void end(SeriesId id, long number) {
    series.end(id, number);
    outside = series.outside();
  }

  synchronized void forget(long number) {
    series.forget(number);
  }

  /** Something was recorded that is not in the file yet. Never waits. */
  void isLate() {
    if (!late) {
      late = true;
      wake.run();
    }
  }

  /** A second has passed: is the file there, and what room can be used again? */
  void beat() {
    findAgain();
    synchronized (this) {
      series.beat();
      outside = series.outside();
      late |= missing > 0;
    }
  }

  /** Keeps room ready, and brings the file up to date; returns false if there is no room. */
  boolean tend() {
    boolean ready;
    synchronized (this) {
      ready = content.room().prepare();
      if (late) {
        sync();
      }
    }
    if (!isComplete()) {
      tell();
    }
    return ready && missing == 0;
  }

  private void sync() {
    late = false;
    long before = missing;
    missing = series.sync();
    refused.add(Math.max(0, missing - before));
  }

  private void tell() {
    String names;
    synchronized (this) {
      names = outside == 0 ? "" : ", among them " + String.join(", ", series.namesOutside());
    }
    log.warn(BoxWarnings.full(path.get(), outside, names, missing), null);
  }

  private void findAgain() {
    Path lost = path.get();
    if (content.file().isAt(lost) || released) { // in this order: it is removed after that is said
      return;
    }
    try {
      Path to = home.path().toAbsolutePath(); // without the lock: it may have some of its own
      synchronized (this) {
        if (!released && !content.file().isAt(path.get())) {
          makeAgain(to);
        }
      }
    } catch (IOException | RuntimeException e) {
      log.warn(
          "the black box '"
              + lost
              + "' was removed while its process runs, and cannot be made again now ("
              + e
              + "), which is tried each second: if the process is killed, what it had not delivered"
              + " is lost",
          e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // whether it is that file
  private void makeAgain(Path to) throws IOException {
    BoxContent old = content;
    Path lost = path.get();
    Path unfinished = BoxPath.unfinished(to);
    Files.deleteIfExists(unfinished); // of an attempt that failed
    MappedFile file = new MappedFile(unfinished, old.file().limit());
    try {
      home.share(unfinished);
      content = new BoxContent(file, owner, stripes, wake);
      series.moveTo(content); // if the name cannot be given, the next beat moves them once more
      outside = series.outside();
      sync();
      path.give(to);
      old.file().close();
    } finally {
      if (content.file() != file) {
        file.close();
      }
      Files.deleteIfExists(unfinished);
    }
    LOG.warn(
        "the black box '{}' was removed while its process runs; it was made again as '{}', with"
            + " everything that was recorded",
        lost,
        to);
  }

  /** As {@link BlackBox#move}. */
  synchronized void move(Path to) throws IOException {
    if (released || to.equals(path.get())) {
      return;
    }
    if (content.file().isAt(path.get())) {
      path.move(to);
    } else {
      makeAgain(to);
    }
  }

  /** As {@link BlackBox#close}. */
  void close() {
    findAgain();
    synchronized (this) {
      if (released) {
        return;
      }
      sync();
      try {
        path.putCopyInPlace(content.file());
      } catch (IOException e) {
        // It holds everything up to now in any case.
        LOG.warn("the black box '{}' may hold later records too: {}", path.get(), e.toString());
      }
      release();
    }
  }

  /** As {@link BlackBox#delete}. */
  synchronized void delete() {
    if (released) {
      return;
    }
    released = true;
    try {
      Files.deleteIfExists(path.get());
    } catch (IOException e) {
      // It is abandoned then, as after the end of the process.
      LOG.warn("the black box '{}' could not be removed: {}", path.get(), e.toString());
    }
    release();
  }

  private void release() {
    released = true;
    path.release();
    try {
      content.file().close();
    } catch (IOException e) {
      // Its lock ends with the process then.
    }
  }
}
