package io.tapes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file in which a registry's counts live, so that they survive its process, however that ends:
 * {@link RegistryBuilder#blackBox} puts them there, {@link RecoveredBox#claim} reads them when the
 * process is gone.
 *
 * <p>What is recorded is in the file at once: after SIGKILL it holds every record that had
 * returned. That costs counters and meters hardly anything, and a record in a histogram or a timer
 * about as much again as on the heap. The file does not survive the machine unless the file system
 * does; it is meant for one in memory, such as {@code /dev/shm}. Any thread may use it.
 */
public final class BlackBox implements AutoCloseable {
  /*
   * The header, in longs: magic, version, length of the mapping, stripes, first entry, length of the
   * owner's bytes, how much was written, a check sum, and at 64 these bytes. What is written once is
   * under a check sum; what changes later, and what leads from one thing to another, is sealed. The
   * cells are neither: each record would have to write its check sum.
   *
   * The file is locked as long as its process lives: that is how others know, whatever process ids
   * mean to them. It is made under another name and renamed, so under its own it is always locked
   * or abandoned. The locks of one process do not exclude each other, and closing any channel to a
   * file drops them all; hence the set of the files that are this process's own.
   */
  static final long MAGIC = 0x54_41_50_45_53_42_4f_58L;
  static final int VERSION = 2;
  static final int AT_VERSION = 8;
  static final int AT_LIMIT = 16;
  static final int AT_STRIPES = 24;
  static final int AT_FIRST = 32;
  static final int AT_OWNER_LENGTH = 40;
  static final int AT_WRITTEN = 48;
  static final int AT_CHECK = 56;
  static final int AT_OWNER = 64;
  static final int HEADER = 4_096;
  static final int MAX_OWNER = HEADER - AT_OWNER;

  /** The least length: a header and some series. */
  public static final int MIN_BYTES = 512 * 1024;

  private static final int MAX_STRIPES = 16;
  private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

  private volatile Path path;
  private final RandomAccessFile opened;
  private final BoxFile file;
  private final BoxCells cells;
  private final int stripes;
  private final Counter outside = new Counter();
  private final Map<SeriesId, BoxEntry> entries = new HashMap<>();
  private final ArrayDeque<Ended> ended = new ArrayDeque<>();
  private int last = AT_FIRST;

  /** Entries so far; each knows its number, so that none can be skipped. */
  private int made;

  private record Ended(BoxEntry entry, long number) {}

  private BlackBox(Path path, RandomAccessFile opened, BoxFile file, int stripes) {
    this.path = path;
    this.opened = opened;
    this.file = file;
    this.stripes = stripes;
    this.cells = new BoxCells(file, stripes);
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
    if (owner.length > MAX_OWNER || maxBytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "a black box of "
              + maxBytes
              + " bytes with "
              + owner.length
              + " of its owner's cannot be; take at least "
              + MIN_BYTES
              + " and at most "
              + MAX_OWNER);
    }
    Path absolute = path.toAbsolutePath();
    if (Files.exists(absolute)) {
      throw new FileAlreadyExistsException("'" + path + "' exists; choose another name");
    }
    Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".new");
    Files.createFile(unfinished, ownersOnly());
    @Nullable RandomAccessFile opened = null;
    try {
      opened = new RandomAccessFile(unfinished.toFile(), "rw");
      BlackBox box = create(absolute, opened, owner, maxBytes);
      MINE.add(absolute);
      Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE);
      return box;
    } catch (IOException | RuntimeException | Error e) {
      MINE.remove(absolute);
      Files.deleteIfExists(unfinished);
      if (opened != null) {
        opened.close();
      }
      throw e;
    }
  }

  private static FileAttribute<?>[] ownersOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static BlackBox create(Path path, RandomAccessFile opened, byte[] owner, int maxBytes)
      throws IOException {
    FileLock lock = opened.getChannel().tryLock();
    if (lock == null) {
      throw new IOException("'" + path + "' is locked by somebody else");
    }
    int limit = maxBytes / BoxFile.LINE * BoxFile.LINE;
    BoxFile file = new BoxFile(opened, limit);
    if (file.allocate(HEADER) != 0) {
      throw new IllegalStateException("the header is not at the beginning");
    }
    int stripes = stripes();
    file.set(AT_VERSION, VERSION);
    file.set(AT_LIMIT, limit);
    file.set(AT_STRIPES, stripes);
    file.set(AT_OWNER_LENGTH, owner.length);
    file.put(AT_OWNER, owner);
    file.set(0, MAGIC);
    file.set(AT_CHECK, check(file.bytes, owner.length));
    return new BlackBox(path, opened, file, stripes);
  }

  /** Of what stands in the header for good. */
  static long check(ByteBuffer file, int ownerLength) {
    return new BoxCheck(file)
        .with(0, AT_FIRST)
        .with(AT_OWNER_LENGTH, Long.BYTES)
        .with(AT_OWNER, ownerLength)
        .value();
  }

  private static int stripes() {
    int processors = Runtime.getRuntime().availableProcessors();
    int stripes = Integer.highestOneBit(Math.max(1, 2 * processors - 1));
    return Math.min(MAX_STRIPES, stripes);
  }

  static boolean isOfThisProcess(Path absolute) {
    return MINE.contains(absolute);
  }

  /**
   * Where the file is.
   *
   * @return its absolute path
   */
  public Path path() {
    return path;
  }

  /**
   * Whether everything that was recorded stands in the file.
   *
   * @return false once something had no room there; see {@link RegistryBuilder#blackBox}
   */
  public boolean isComplete() {
    return outside.value() == 0;
  }

  /** Counts what is not in the file for want of room: series, and records of those that are. */
  Counter outside() {
    return outside;
  }

  Counter counter(SeriesId id) {
    BoxEntry entry = add(BoxEntry.COUNTER, id, cells.next());
    return entry == null ? new Counter() : new Counter(adder(entry), entry);
  }

  Meter meter(SeriesId id, TickPhase phase, long startNanos, DroppedRecords dropped) {
    BoxEntry entry = add(BoxEntry.METER, id, cells.next());
    return entry == null
        ? new Meter(phase, startNanos, dropped)
        : new Meter(adder(entry), phase, startNanos, dropped);
  }

  private BoxAdder adder(BoxEntry entry) {
    return new BoxAdder(file, entry.cell, stripes);
  }

  @Nullable BoxRecorder recorder(SeriesId id, MetricType type) {
    BoxEntry entry = add(BoxEntry.kind(type, Aggregation.LIVE_SUM), id, HEADER);
    return entry == null ? null : new BoxRecorder(file, entry.position + BoxEntry.FLAG, outside);
  }

  GaugeCell gauge(SeriesId id, Aggregation aggregation) {
    int cell = file.allocate(BoxGaugeCell.BYTES);
    BoxEntry entry = add(BoxEntry.kind(MetricType.GAUGE, aggregation), id, cell);
    return entry == null ? new GaugeCell.OnHeap() : new BoxGaugeCell(file, entry.cell);
  }

  /** Notes a series whose cells are made already; null if there was no room for one of the two. */
  private synchronized @Nullable BoxEntry add(int kind, SeriesId id, int cell) {
    byte[] text = BoxEntry.text(id);
    int entry = cell == 0 || text == null ? 0 : file.allocate(BoxEntry.TEXT + text.length);
    if (entry == 0 || text == null) {
      outside.increment();
      return null;
    }
    file.set(entry + BoxEntry.KIND, kind);
    file.set(entry + BoxEntry.CELL, cell);
    file.set(entry + BoxEntry.LENGTH, text.length);
    file.set(entry + BoxEntry.INCARNATION, Instrument.nextIncarnation());
    file.put(entry + BoxEntry.TEXT, text);
    file.set(entry + BoxEntry.CHECK, BoxEntry.check(file.bytes, entry, text.length, ++made));
    file.set(last, Sealed.of(entry));
    last = entry;
    BoxEntry added = new BoxEntry(file, entry, cell);
    entries.put(id, added);
    return added;
  }

  /** Which incarnation of a series the file says it has; that of a new one if it is not there. */
  synchronized long incarnation(SeriesId id) {
    BoxEntry entry = entries.get(id);
    return entry == null ? Instrument.nextIncarnation() : entry.incarnation();
  }

  /**
   * The series was removed: whoever reads the file counts its last value, until it is {@linkplain
   * #forget forgotten}.
   *
   * @param number that of its end; 0 if it has no last value
   */
  synchronized void end(SeriesId id, long number) {
    BoxEntry entry = entries.remove(id);
    if (entry == null) {
      return;
    }
    if (number == 0) {
      entry.withdraw();
    } else {
      entry.end(number);
      ended.addLast(new Ended(entry, number));
    }
  }

  /**
   * Takes the last values of removed series out of the file: they are where nothing can lose them.
   *
   * @param number that of the last of them, as {@link EndedSeries#number} has it; those that ended
   *     before it go as well
   */
  public synchronized void forget(long number) {
    while (!ended.isEmpty() && ended.getFirst().number <= number) {
      ended.removeFirst().entry.withdraw();
    }
  }

  /**
   * Gives the file another name in the same file system, by which its readers know whose it is. It
   * is read under the one or the other; recording goes on meanwhile.
   *
   * @param to the new path; the folder must exist, and what lies there is replaced
   * @throws IOException if it cannot be moved; it keeps its name then
   */
  public synchronized void move(Path to) throws IOException {
    Path from = path;
    Path absolute = to.toAbsolutePath();
    if (absolute.equals(from)) {
      return;
    }
    MINE.add(absolute);
    try {
      Files.move(from, absolute, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      MINE.remove(absolute);
      throw e;
    }
    path = absolute;
    MINE.remove(from);
  }

  /** Removes the file: what stands in it is of no use to anybody. Recording goes on as before. */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // It is abandoned then, as after the end of the process.
      org.slf4j.LoggerFactory.getLogger(BlackBox.class)
          .warn("the black box '{}' could not be removed: {}", path, e.toString());
    }
    release();
  }

  /**
   * Leaves what stands in the file now to whoever claims it. Recording goes on as before, but what
   * is recorded from now on is in no file any more, unless there is no room for a copy.
   */
  @Override
  public void close() {
    try {
      putCopyInPlace();
    } catch (IOException e) {
      // It holds everything up to now in any case.
      org.slf4j.LoggerFactory.getLogger(BlackBox.class)
          .warn("the black box '{}' may hold later records too: {}", path, e.toString());
    }
    release();
  }

  /** Whoever has an instrument goes on to write into the old file, which has no name any more. */
  private void putCopyInPlace() throws IOException {
    Path copy = path.resolveSibling(path.getFileName() + ".new");
    if (Files.notExists(path)) {
      return;
    }
    Files.createFile(copy, ownersOnly());
    try {
      file.copyTo(copy);
      share(path, copy);
      Files.move(copy, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** Lets those read a file who may read another one. */
  private static void share(Path from, Path to) throws IOException {
    PosixFileAttributeView like = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (like != null && view != null) {
      view.setGroup(like.readAttributes().group());
      view.setPermissions(like.readAttributes().permissions());
    }
  }

  private void release() {
    MINE.remove(path);
    try {
      opened.close();
    } catch (IOException e) {
      // Its lock ends with the process then.
    }
  }

  @Override
  public String toString() {
    return "BlackBox[" + path + "]";
  }
}
