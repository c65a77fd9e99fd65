package io.tapes.blackbox;

import io.tapes.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A {@link BlackBox} whose process has ended. The process that has claimed it is the only one that
 * has it, until it is closed. One thread at a time may use an instance.
 */
public final class RecoveredBox implements AutoCloseable {
  /*
   * Only what was written is mapped: it may be much, and it is looked at once. It is of another
   * process, perhaps another program, so it may hold anything.
   */
  private final Path path;
  private final FileChannel channel;
  private final byte[] owner;
  private final ByteBuffer bytes;

  private RecoveredBox(Path path, FileChannel channel, byte[] owner, ByteBuffer bytes) {
    this.path = path;
    this.channel = channel;
    this.owner = owner;
    this.bytes = bytes;
  }

  /**
   * Takes hold of a file, if no other process has it.
   *
   * @param path where it is
   * @return empty if its process lives, another one has claimed it, or it is no longer there
   * @throws MalformedBoxException with a sentence if it is no black box
   * @throws IOException if it cannot be read now, which says nothing about the file
   */
  public static Optional<RecoveredBox> claim(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    if (BoxPath.isOfThisProcess(absolute)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(absolute, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.notExists(absolute, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      throw new MalformedBoxException("'" + path + "' is no file");
    }
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              absolute,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
    boolean kept = false;
    try {
      FileLock lock = channel.tryLock();
      // The process that had claimed it before may have removed it.
      if (lock == null || Files.notExists(absolute)) {
        return Optional.empty();
      }
      RecoveredBox box = open(absolute, channel);
      kept = true;
      return Optional.of(box);
    } catch (OverlappingFileLockException sameProcess) {
      return Optional.empty();
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  private static RecoveredBox open(Path path, FileChannel channel) throws IOException {
    ByteBuffer header = read(channel, BoxHeader.BYTES);
    if (header.getLong(0) != BoxHeader.MAGIC
        || header.getLong(BoxHeader.AT_VERSION) != BoxHeader.VERSION) {
      throw new MalformedBoxException("'" + path + "' is no black box, or one of another version");
    }
    if (!BoxHeader.isWhole(header, channel.size())) {
      throw new MalformedBoxException(
          "the black box '" + path + "' is damaged: its header is not plausible");
    }
    long written = Sealed.open(header.getLong(BoxHeader.AT_WRITTEN));
    byte[] owner = new byte[(int) header.getLong(BoxHeader.AT_OWNER_LENGTH)];
    header.get(BoxHeader.AT_OWNER, owner);
    ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, written);
    return new RecoveredBox(path, channel, owner, bytes.order(ByteOrder.LITTLE_ENDIAN));
  }

  private static ByteBuffer read(FileChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, bytes.position()) < 0) {
        break;
      }
    }
    return bytes.clear();
  }

  /**
   * Returns where the file is.
   *
   * @return its absolute path
   */
  public Path path() {
    return path;
  }

  /**
   * Returns what its process said of itself.
   *
   * @return a copy
   */
  public byte[] owner() {
    return owner.clone();
  }

  /**
   * Returns what its process had recorded, with the last values of series that it had removed and
   * not yet {@linkplain BlackBox#forget forgotten}. Rates and recent figures are not in it, nor are
   * the last values of gauges with a source since they were last read.
   *
   * @return a snapshot of the time 0
   * @throws MalformedBoxException with a sentence if it contradicts itself
   */
  public Snapshot snapshot() throws MalformedBoxException {
    try {
      return read(bytes);
    } catch (IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException
        | InternalError e) { // the last one when the file is cut off meanwhile
      MalformedBoxException malformed =
          new MalformedBoxException("the black box '" + path + "' is damaged: " + e.getMessage());
      malformed.initCause(e);
      throw malformed;
    }
  }

  static Snapshot read(ByteBuffer bytes) {
    long rows = bytes.getLong(BoxHeader.AT_ROWS);
    if (rows < 1 || rows > 1_024) {
      throw new IllegalArgumentException(rows + " rows");
    }
    long first = Sealed.open(bytes.getLong(BoxHeader.AT_FIRST));
    return new BoxReader(bytes, (int) rows).read(first);
  }

  /**
   * Removes the file.
   *
   * @throws IOException if it cannot be removed
   */
  public void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  /** Lets go of the file. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
