package io.tapes.distributed.aggregator;

import io.tapes.distributed.link.FileModes;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.link.Reasons;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.files.SharedFolders;
import io.tapes.files.TemporaryFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;

/** The file in which an aggregator's checkpoints stand. One thread at a time. */
final class StateFile implements AutoCloseable {
  /*
   * A checkpoint is written to a file beside, forced to the disk, and takes the place of the one
   * before it by a rename: whenever the process or the machine dies, one whole checkpoint is there.
   * A second file is locked as long as the aggregator runs, for the first one is another one after
   * each checkpoint. The first one has a new random name each time: whatever lies under a name that
   * others can guess may be theirs.
   */
  private static final Logger LOG = Loggers.AGGREGATOR;

  /*
   * A process loses its lock on a file as soon as it closes any channel of that file. So those that
   * aggregators of this process hold are known by what they are, and never opened a second time.
   */
  /** The keys of lock files, by which all their names are one. Guarded by itself. */
  private static final Set<Object> LOCKED_HERE = new HashSet<>();

  private final Path path;
  private final FileChannel lockChannel;
  private final Object lockKey;

  private StateFile(Path path, FileChannel lockChannel, Object lockKey) {
    this.path = path;
    this.lockChannel = lockChannel;
    this.lockKey = lockKey;
  }

  private static Path beside(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /** Takes hold of the file, so that no other aggregator writes to it. */
  static StateFile open(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(
          "the folder '" + folder + "' of the state file does not exist; create it first");
    }
    absolute = SharedFolders.checked(absolute);
    if (Files.isDirectory(absolute)) {
      throw new IOException("the state file '" + path + "' is a folder; name a file in it");
    }
    StateFile locked = lock(absolute, beside(absolute, ".lock"));
    TemporaryFiles.sweep(absolute, Duration.ZERO); // no other process writes: the lock is ours
    return locked;
  }

  private static StateFile lock(Path path, Path lock) throws IOException {
    synchronized (LOCKED_HERE) {
      if (Files.exists(lock) && LOCKED_HERE.contains(key(lock))) {
        throw inUse(path);
      }
      FileChannel channel = openLock(path, lock);
      boolean locked = false;
      try {
        if (channel.tryLock() == null) {
          throw inUse(path);
        }
        StateFile file = new StateFile(path, channel, key(lock));
        locked = LOCKED_HERE.add(file.lockKey);
        return file;
      } catch (OverlappingFileLockException made) {
        throw inUse(path);
      } finally {
        if (!locked) {
          channel.close();
        }
      }
    }
  }

  private static FileChannel openLock(Path path, Path lock) throws IOException {
    try {
      return SharedFolders.open(
          lock,
          (file, creating) ->
              FileChannel.open(
                  file,
                  new HashSet<>(
                      List.of(StandardOpenOption.WRITE, creating, LinkOption.NOFOLLOW_LINKS)),
                  FileModes.of("rw-------")));
    } catch (FileSystemException e) {
      throw new IOException(
          "the lock '"
              + lock.getFileName()
              + "' beside the state file '"
              + path
              + "' cannot be made or opened ("
              + Reasons.of(e)
              + "); make its folder, and what is in it, this user's, or name another file",
          e);
    }
  }

  private static IOException inUse(Path path) {
    return new IOException(
        "another aggregator uses the state file '" + path + "'; stop it or name another file");
  }

  /** What tells a file from all others, whatever it is called. */
  private static Object key(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file.toRealPath() : key;
  }

  /**
   * The last checkpoint.
   *
   * @return empty where there is none, or none that can be read: then the file is set aside
   * @throws IOException if there is a file that may not be read
   */
  Optional<Checkpoint> read() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException(
          "the state file '"
              + path
              + "' cannot be read ("
              + Reasons.of(e)
              + "); make it a file that this user may read, or name another one",
          e);
    }
    try {
      return Optional.of(Checkpoint.decode(bytes));
    } catch (MalformedFrameException e) {
      Path aside = beside(path, ".refused-" + System.currentTimeMillis());
      setAside(aside, reason(bytes, e));
      LOG.warn(
          "the state file '{}' is not used, because {}; it is kept as '{}', and the sums begin with"
              + " what living workers deliver",
          path,
          reason(bytes, e),
          aside.getFileName());
      return Optional.empty();
    }
  }

  private void setAside(Path aside, String why) throws IOException {
    try {
      Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IOException(
          "the state file '"
              + path
              + "' is not used, because "
              + why
              + ", and cannot be set aside ("
              + Reasons.of(e)
              + "); move it away",
          e);
    }
  }

  private static String reason(byte[] bytes, MalformedFrameException e) {
    OptionalInt version = Checkpoint.versionOf(bytes);
    return version.isPresent() && version.getAsInt() != Checkpoint.VERSION
        ? "its format has version "
            + version.getAsInt()
            + " and this Tapes reads version "
            + Checkpoint.VERSION
            + "; to go on with its sums, start the Tapes that wrote it"
        : "it is torn or no state file (" + e.getMessage() + ")";
  }

  void write(byte[] bytes) throws IOException {
    Path temporary = TemporaryFiles.beside(path);
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel file = FileChannel.open(temporary, options, FileModes.of("rw-------"))) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
      file.force(true);
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    Path folder = path.getParent();
    if (folder != null) {
      forceFolder(folder);
    }
  }

  /** Makes the rename last through a failure of power, where folders can be forced. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("the folder '{}' cannot be forced to the disk", folder, e);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (LOCKED_HERE) {
      lockChannel.close();
      LOCKED_HERE.remove(lockKey);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
