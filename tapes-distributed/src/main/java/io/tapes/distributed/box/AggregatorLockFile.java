package io.tapes.distributed.box;

import io.tapes.distributed.link.FileModes;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.link.Sharing;
import io.tapes.distributed.wire.Id;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The file by which an aggregator says that the black boxes of its place are its. Any thread. */
final class AggregatorLockFile implements AutoCloseable {
  /*
   * An aggregator that is killed leaves the file behind. Whether it lives is told by a lock on the
   * file, as with black boxes, and not by a process id, which means something else in another
   * container that sees the same folder. A process loses its lock on a file as soon as it closes any
   * channel of that file; so those of this process are known by their paths, and never opened.
   *
   * The file is made and locked under another name, and linked to its own, which takes no other file's
   * place. One that is there already goes only if it can be locked.
   */
  static final String SUFFIX = ".aggregator";
  private static final String TEMPORARY_SUFFIX = ".tmp";
  private static final long BEING_MADE_MILLIS = 60_000;
  private static final Logger LOG = Loggers.AGGREGATOR;

  /** Guarded by itself. */
  private static final Map<Path, Id> OF_THIS_PROCESS = new HashMap<>();

  private final Path path;
  private final Id state;
  private final FileChannel channel;
  private final @Nullable Object key;

  private AggregatorLockFile(Path path, Id state, FileChannel channel, @Nullable Object key) {
    this.path = path;
    this.state = state;
    this.channel = channel;
    this.key = key;
  }

  static Path path(Path folder, Place place) {
    return folder.resolve(place.key() + SUFFIX);
  }

  /**
   * Makes the file, in place of one that an aggregator of the past left behind.
   *
   * @return empty if a living aggregator has it
   */
  static Optional<AggregatorLockFile> place(Path path, Id state, Sharing sharing)
      throws IOException {
    synchronized (OF_THIS_PROCESS) {
      if (OF_THIS_PROCESS.containsKey(path)) {
        return Optional.empty();
      }
      Path temporary = path.resolveSibling(state + TEMPORARY_SUFFIX);
      FileChannel channel =
          FileChannel.open(
              temporary,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              FileModes.of("rw-------"));
      boolean placed = false;
      try {
        channel.lock();
        channel.write(ByteBuffer.wrap(state.toString().getBytes(StandardCharsets.UTF_8)));
        sharing.share(temporary);
        Object key = key(temporary);
        placed = link(temporary, path);
        if (placed) {
          OF_THIS_PROCESS.put(path, state);
          return Optional.of(new AggregatorLockFile(path, state, channel, key));
        }
        return Optional.empty();
      } finally {
        Files.deleteIfExists(temporary);
        if (!placed) {
          channel.close();
        }
      }
    }
  }

  /** False if a living aggregator has the name. */
  private static boolean link(Path made, Path path) throws IOException {
    try {
      Files.createLink(path, made);
      return true;
    } catch (FileAlreadyExistsException there) {
      sweepOne(path);
    }
    try {
      Files.createLink(path, made);
      return true;
    } catch (FileAlreadyExistsException lives) {
      return false;
    }
  }

  /** Whether the file is there and is that of the aggregator with that state. */
  static boolean isOf(Path path, Id state) {
    synchronized (OF_THIS_PROCESS) {
      Id here = OF_THIS_PROCESS.get(path);
      if (here != null) {
        return here.equals(state);
      }
      try {
        return Files.readString(path).equals(state.toString());
      } catch (IOException absent) {
        return false;
      }
    }
  }

  /** Removes what aggregators that were killed left in a folder. */
  static void sweep(Path folder) {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "*{" + SUFFIX + "," + TEMPORARY_SUFFIX + "}")) {
      for (Path file : files) {
        synchronized (OF_THIS_PROCESS) {
          sweepOne(file);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("what is left in '{}' stays", folder, e);
    }
  }

  private static void sweepOne(Path file) throws IOException {
    if (OF_THIS_PROCESS.containsKey(file)) {
      return;
    }
    BasicFileAttributes found;
    try {
      found = attributes(file);
    } catch (NoSuchFileException gone) {
      return;
    }
    long age = System.currentTimeMillis() - found.lastModifiedTime().toMillis();
    if (file.toString().endsWith(TEMPORARY_SUFFIX) && age < BEING_MADE_MILLIS) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      // Another process may have put a file there meanwhile.
      if (channel.tryLock() != null && Objects.equals(key(file), found.fileKey())) {
        Files.deleteIfExists(file);
      }
    } catch (OverlappingFileLockException | IOException heldByAnother) {
      LOG.debug("'{}' stays", file, heldByAnother);
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static @Nullable Object key(Path file) throws IOException {
    return attributes(file).fileKey();
  }

  /** Whether the file still has its name. */
  boolean isThere() {
    try {
      return Objects.equals(key(path), key);
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (OF_THIS_PROCESS) {
      if (OF_THIS_PROCESS.remove(path, state) && isThere()) {
        Files.deleteIfExists(path);
      }
      channel.close();
    }
  }
}
