package io.tapes.blackbox;

import io.tapes.EndedSeries;
import io.tapes.PeakCell;
import io.tapes.RegistryBuilder;
import io.tapes.SeriesId;
import io.tapes.Storage;
import io.tapes.StoredSeries;
import io.tapes.recording.CompensatedAdder;
import io.tapes.recording.GaugeCell;
import io.tapes.recording.SafeAdder;
import io.tapes.recording.StripeSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file in which a registry's counts live, so that they survive its process, however that ends:
 * {@link RegistryBuilder#storage} puts them there, {@link RecoveredBox#claim} reads them when the
 * process is gone.
 *
 * <p>What is recorded is in the file at once: after SIGKILL it holds every record that had
 * returned, as long as there was room. That costs counters and meters hardly anything, and a record
 * in a histogram or a timer about as much again as on the heap. A daemon thread keeps room ready,
 * and looks each second whether the file is there: one that was removed is made again. The file
 * does not survive the machine unless the file system does; it is meant for one in memory, such as
 * {@code /dev/shm}. Any thread may use it.
 */
public final class BlackBox implements Storage, AutoCloseable {
  /** The least length: a header and some series. */
  public static final int MIN_BYTES = BoxHeader.MIN_BYTES;

  private static final int MAX_STRIPES = 16;

  private final int stripes = stripes();
  private final BoxKeeper keeper = new BoxKeeper();
  private final BoxBody body;

  private BlackBox(MappedFile file, Path path, byte[] owner) {
    body = new BoxBody(file, path, owner.clone(), stripes, keeper::wake);
  }

  /**
   * Makes a file. It takes space as series are made, 256 KiB at a time.
   *
   * @param path where; the folder must exist, the file must not
   * @param owner whatever the reader shall know of the process, 4,032 bytes at most
   * @param maxBytes how large it may become, {@link #MIN_BYTES} at least
   * @return the box, which is locked until it is closed or the process ends
   * @throws IOException if it cannot be made, in a full file system too
   * @throws IllegalArgumentException if one of the sizes is out of its range
   */
  public static BlackBox create(Path path, byte[] owner, int maxBytes) throws IOException {
    BlackBox box = createUnattended(path, owner, maxBytes, MappedFile::new);
    box.keeper.start(box.body);
    return box;
  }

  /** Makes the mapped file. */
  interface FileMaker {
    MappedFile make(Path path, int limit) throws IOException;
  }

  /** A box without a thread, for tests that do its work. */
  static BlackBox createUnattended(Path path, byte[] owner, int maxBytes, FileMaker maker)
      throws IOException {
    if (owner.length > BoxHeader.MAX_OWNER || maxBytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "a black box of "
              + maxBytes
              + " bytes with "
              + owner.length
              + " of its owner's cannot be; take at least "
              + MIN_BYTES
              + " and at most "
              + BoxHeader.MAX_OWNER);
    }
    Path absolute = path.toAbsolutePath();
    if (Files.exists(absolute)) {
      throw new FileAlreadyExistsException("'" + path + "' exists; choose another name");
    }
    Path unfinished = BoxPath.unfinished(absolute);
    MappedFile file = maker.make(unfinished, maxBytes / BoxRoom.LINE * BoxRoom.LINE);
    try {
      BlackBox box = new BlackBox(file, absolute, owner);
      box.body.path().give(absolute);
      return box;
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(unfinished);
      file.close();
      throw e;
    }
  }

  private static int stripes() {
    int processors = Runtime.getRuntime().availableProcessors();
    int stripes = Integer.highestOneBit(Math.max(1, 2 * processors - 1));
    return Math.min(MAX_STRIPES, stripes);
  }

  /**
   * Returns where the file is.
   *
   * @return its absolute path
   */
  public Path path() {
    return body.path().get();
  }

  /**
   * Says where the file shall be made again if it is removed while the process runs; without it
   * that is where it was.
   *
   * @param home finds the place
   */
  public void home(BoxHome home) {
    body.home(home);
  }

  /**
   * Returns whether everything that was recorded stands in the file.
   *
   * @return false while something has no room there; see {@link Storage#refused}
   */
  public boolean isComplete() {
    return body.isComplete();
  }

  /** For tests that do the work of its thread. */
  BoxBody body() {
    return body;
  }

  @Override
  public Optional<SafeAdder> refused() {
    return Optional.of(body.refused());
  }

  @Override
  public SafeAdder adder(StoredSeries series) {
    MappedAdder adder = new MappedAdder(stripes);
    adder.describedBy(body.add(series, adder));
    return adder;
  }

  @Override
  public CompensatedAdder doubleAdder(StoredSeries series) {
    MappedDoubleAdder adder = new MappedDoubleAdder(stripes);
    body.add(series, adder);
    return adder;
  }

  @Override
  public StripeSource stripes(StoredSeries series) {
    MappedRecorder recorder = new MappedRecorder(body::isLate, series.info().kind().table());
    body.add(series, recorder);
    return recorder;
  }

  @Override
  public PeakCell peak(StoredSeries series) {
    MappedPeakCell cell = new MappedPeakCell();
    body.add(series, cell);
    return cell;
  }

  @Override
  public GaugeCell gauge(StoredSeries series) {
    MappedGaugeCell cell = new MappedGaugeCell();
    body.add(series, cell);
    return cell;
  }

  /**
   * Ends a series: a reader of the file counts its last value, until it is {@linkplain #forget
   * forgotten}.
   */
  @Override
  public void end(SeriesId id, long number) {
    body.end(id, number);
  }

  @Override
  public boolean keepsEnds() {
    return true;
  }

  /**
   * Takes the last values of removed series out of the file: they are where nothing can lose them.
   * Their room is used again, some seconds later.
   *
   * @param number that of the last of them, as {@link EndedSeries#number} has it; those that ended
   *     before it go as well
   */
  public void forget(long number) {
    body.forget(number);
  }

  /**
   * Gives the file another name in the same file system, by which its readers know whose it is. It
   * is read under the one or the other; recording goes on meanwhile. One that was removed is made
   * again there.
   *
   * @param to the new path; the folder must exist, and what lies there is replaced
   * @throws IOException if it cannot be moved; it keeps its name then
   */
  public void move(Path to) throws IOException {
    body.move(to.toAbsolutePath());
  }

  /** Removes the file: what stands in it is of no more use. Recording goes on as before. */
  public void delete() {
    keeper.end();
    body.delete();
  }

  /**
   * Leaves what stands in the file now to the process that claims it. Recording goes on as before,
   * but what is recorded from now on is in no file any more, unless there is no room for a copy.
   * Closing twice is the same as once.
   */
  @Override
  public void close() {
    keeper.end();
    body.close();
  }

  @Override
  public String toString() {
    return "BlackBox[" + path() + "]";
  }
}
