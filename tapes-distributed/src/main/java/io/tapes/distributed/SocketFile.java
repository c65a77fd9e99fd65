package io.tapes.distributed;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file of an {@code ipc://} address, around the socket's bind and close. The I/O thread. */
final class SocketFile {
  /*
   * A process that is killed leaves its socket file behind, and nobody can bind to it any more. It
   * is removed only if it is a socket on which nobody listens, which connecting to it tells. All
   * else that may lie at the path is somebody's, and stays.
   */
  private final Path path;
  private @Nullable Object key;

  private SocketFile(Path path) {
    this.path = path;
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
    return new SocketFile(path);
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
    BasicFileAttributes bound = attributes(path);
    if (bound == null || !bound.isOther()) {
      throw new IOException(
          "'"
              + path
              + "' did not become a socket file: JeroMQ runs without its Unix sockets;"
              + " keep 'Multi-Release: true' in the manifest of the jar that contains it");
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
    key = bound.fileKey();
  }

  /** After the close. */
  void remove() throws IOException {
    BasicFileAttributes left = attributes(path);
    if (left != null && key != null && key.equals(left.fileKey())) {
      Files.deleteIfExists(path);
    }
  }
}
