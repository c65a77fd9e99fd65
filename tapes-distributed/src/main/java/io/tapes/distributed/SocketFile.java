package io.tapes.distributed;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The file of an {@code ipc://} address, around the socket's bind and close. The I/O thread. */
final class SocketFile {
  /*
   * A process that is killed leaves its socket file behind, and nobody can bind to it any more. It
   * is removed only if it is a socket on which nobody listens, which connecting to it tells. All
   * else that may lie at the path is somebody's, and stays.
   *
   * A socket file has the mode that the umask leaves it, from the bind on. So the bind happens in a
   * folder that nobody else may enter, and the file appears at its path with the right mode. It is
   * linked and not moved there, because a link takes nobody's place.
   */
  private static final String NAME = "s";

  private final Path path;
  private final @Nullable Path nursery;
  private @Nullable Object key;

  private SocketFile(Path path, @Nullable Path nursery) {
    this.path = path;
    this.nursery = nursery;
  }

  /** Makes sure that the path is free. */
  static SocketFile prepare(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IOException(
          "the folder '" + parent + "' of the socket file does not exist; create it first");
    }
    BasicFileAttributes found = attributes(path);
    if (found != null) {
      if (!found.isOther()) {
        throw new IOException(
            "'" + path + "' exists and is not a socket; choose another path or move it away");
      }
      if (isServed(path)) {
        throw new IOException(
            "an aggregator listens on '" + path + "' already; stop it or choose another path");
      }
      BasicFileAttributes now = attributes(path);
      if (now != null && Objects.equals(now.fileKey(), found.fileKey())) {
        Files.deleteIfExists(path);
      }
    }
    return new SocketFile(path, nursery(path));
  }

  /** Null where its path would be too long for a socket, or the file system has no modes. */
  private static @Nullable Path nursery(Path path) throws IOException {
    Path folder =
        path.resolveSibling(
            ".t" + Integer.toString(ThreadLocalRandom.current().nextInt(1 << 24), 36));
    int bytes = folder.resolve(NAME).toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Endpoint.MAX_PATH_BYTES || !FileModes.areKnown()) {
      return null;
    }
    return Files.createDirectory(folder, FileModes.of("rwx------"));
  }

  /** Where to bind. */
  Path bindPath() {
    return nursery == null ? path : nursery.resolve(NAME);
  }

  private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException absent) {
      return null;
    }
  }

  private static boolean isServed(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // Not to be held up by a listener that is stopped and whose queue is full.
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }

  /** After the bind: only the owner may connect. */
  void secure() throws IOException {
    Path made = bindPath();
    BasicFileAttributes bound = attributes(made);
    if (bound == null || !bound.isOther()) {
      throw new IOException(
          "'"
              + path
              + "' did not become a socket file: JeroMQ runs without its Unix sockets;"
              + " keep 'Multi-Release: true' in the manifest of the jar that contains it");
    }
    if (FileModes.areKnown()) {
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    }
    if (nursery != null) {
      publish(made);
    }
    key = bound.fileKey();
  }

  private void publish(Path made) throws IOException {
    try {
      Files.createLink(path, made);
      Files.delete(made);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("somebody else made '" + path + "' just now; choose another path", e);
    } catch (UnsupportedOperationException | IOException noLinks) {
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
    }
    removeNursery();
  }

  private void removeNursery() throws IOException {
    if (nursery != null) {
      Files.deleteIfExists(nursery.resolve(NAME));
      Files.deleteIfExists(nursery);
    }
  }

  /** After the close. */
  void remove() throws IOException {
    removeNursery();
    BasicFileAttributes left = attributes(path);
    if (left != null && key != null && key.equals(left.fileKey())) {
      Files.deleteIfExists(path);
    }
  }
}
