package io.tapes.distributed;

import io.tapes.distributed.wire.Id;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file by which an aggregator says that it looks into a folder of black boxes. Any thread. */
final class Marker implements AutoCloseable {
  /*
   * An aggregator that is killed leaves the file behind. Whether it lives is told by a lock on the
   * file, as with black boxes, and not by a process id, which means something else in another
   * container that sees the same folder. A process loses its lock on a file as soon as it closes any
   * channel of that file; so those of this process are known by their paths, and never opened.
   */
  static final String SUFFIX = ".aggregator";
  private static final String TEMPORARY_SUFFIX = ".tmp";
  private static final long BEING_MADE_MILLIS = 60_000;
  private static final Logger LOG = LoggerFactory.getLogger(RegistryAggregator.class);

  /** Guarded by itself. */
  private static final Map<Path, Id> OF_THIS_PROCESS = new HashMap<>();

  private final Path path;
  private final Id state;
  private final FileChannel channel;

  private Marker(Path path, Id state, FileChannel channel) {
    this.path = path;
    this.state = state;
    this.channel = channel;
  }

  /** Makes the file, in place of one that an aggregator of the same address left behind. */
  static Marker place(Path path, Id state) throws IOException {
    Path temporary = path.resolveSibling(state + TEMPORARY_SUFFIX);
    synchronized (OF_THIS_PROCESS) {
      FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        channel.lock();
        channel.write(ByteBuffer.wrap(state.toString().getBytes(StandardCharsets.UTF_8)));
        Files.move(
            temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException | RuntimeException e) {
        channel.close();
        Files.deleteIfExists(temporary);
        throw e;
      }
      OF_THIS_PROCESS.put(path, state);
      return new Marker(path, state, channel);
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
        sweepOne(file);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("what is left in '{}' stays", folder, e);
    }
  }

  private static void sweepOne(Path file) throws IOException {
    synchronized (OF_THIS_PROCESS) {
      if (OF_THIS_PROCESS.containsKey(file)) {
        return;
      }
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      long age = System.currentTimeMillis() - found.lastModifiedTime().toMillis();
      if (file.toString().endsWith(TEMPORARY_SUFFIX) && age < BEING_MADE_MILLIS) {
        return;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        // Somebody may have put another file there meanwhile.
        if (channel.tryLock() != null && Objects.equals(key(file), found.fileKey())) {
          Files.deleteIfExists(file);
        }
      } catch (OverlappingFileLockException | IOException somebodyElses) {
        LOG.debug("'{}' stays", file, somebodyElses);
      }
    }
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws IOException {
    synchronized (OF_THIS_PROCESS) {
      if (OF_THIS_PROCESS.remove(path, state)) {
        Files.deleteIfExists(path);
      }
      channel.close();
    }
  }
}
