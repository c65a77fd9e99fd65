package io.tapes.distributed.aggregator;

import io.tapes.distributed.link.FileModes;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.files.SharedFolders;
import io.tapes.files.TemporaryFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

  private final Path path;
  private final FileChannel lockChannel;

  private StateFile(Path path, FileChannel lockChannel) {
    this.path = path;
    this.lockChannel = lockChannel;
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
    FileChannel channel;
    try {
      channel =
          SharedFolders.open(
              beside(absolute, ".lock"),
              (file, creating) ->
                  FileChannel.open(
                      file,
                      new HashSet<>(
                          List.of(StandardOpenOption.WRITE, creating, LinkOption.NOFOLLOW_LINKS)),
                      FileModes.of("rw-------")));
    } catch (IOException e) {
      throw new IOException(
          "the state file '" + path + "' cannot be locked (" + e + "); may its folder be written?",
          e);
    }
    if (!lock(channel)) {
      channel.close();
      throw new IOException(
          "another aggregator uses the state file '" + path + "'; stop it or name another file");
    }
    TemporaryFiles.sweep(absolute, Duration.ZERO); // nobody else writes: the lock is ours
    return new StateFile(absolute, channel);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
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
      throw new IOException("the state file '" + path + "' cannot be read (" + e + ")", e);
    }
    try {
      return Optional.of(Checkpoint.decode(bytes));
    } catch (MalformedFrameException e) {
      Path aside = beside(path, ".refused-" + System.currentTimeMillis());
      Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
      LOG.warn(
          "the state file '{}' is not used, because {}; it is kept as '{}', and the sums begin with"
              + " what living workers deliver",
          path,
          reason(bytes, e),
          aside.getFileName());
      return Optional.empty();
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
    lockChannel.close();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
