package io.tapes.distributed.link;

import io.tapes.files.SharedFolders;
import java.io.IOException;
import java.net.BindException;
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
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The file of an {@code ipc://} address, around the socket's bind and close. The I/O thread. */
final class SocketFile {
  /*
   * A process that is killed leaves its socket file behind, and no other can bind to it any more. It
   * is removed only if it is a socket without a listener, which connecting to it tells. All
   * else that may lie at the path stays.
   *
   * A socket file has the mode that the umask leaves it, from the bind on. So the bind happens in a
   * folder that only this user may enter, and the file appears at its path with the right mode.
   *
   * The kernel shows a socket by the path that it was bound to, and programs that clean up, such as
   * systemd-tmpfiles, take a socket file without a listener for a dead one. So a
   * second socket, which does not listen, is bound to the path itself. It replaces no file,
   * is replaced by the one that was made aside, and is kept open: it is the plate at the door.
   */
  private static final String NAME = "s";

  private final Path path;
  private final SocketAccess access;
  private final @Nullable Path nursery;
  private @Nullable SocketChannel plate;
  private @Nullable Object key;

  private SocketFile(Path path, SocketAccess access, @Nullable Path nursery) {
    this.path = path;
    this.access = access;
    this.nursery = nursery;
  }

  /** Makes sure that the path is free; a symbolic link there is followed if it may be trusted. */
  static SocketFile prepare(Path wanted, SocketAccess access) throws IOException {
    Path path = wanted;
    if (Files.isSymbolicLink(wanted)) {
      SharedFolders.checked(wanted);
      path = LinkedPath.resolve(wanted);
    }
    if (isTooLong(path)) {
      throw new IOException(
          "the symbolic link leads to '"
              + path
              + "', and socket files have room for "
              + Endpoint.MAX_PATH_BYTES
              + " bytes; use a shorter path");
    }
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
        delete(path, parent);
      }
    }
    try {
      return new SocketFile(path, access, nursery(path));
    } catch (IOException e) {
      throw unwritable(parent, e);
    }
  }

  /** One that a dead aggregator left. */
  private static void delete(Path path, Path parent) throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw unwritable(parent, e);
    }
  }

  private static IOException unwritable(Path folder, IOException cause) {
    return new IOException(
        "no file can be made in the folder '"
            + folder
            + "' of the socket file ("
            + Reasons.of(cause)
            + "); make it one that this user may write to, or choose another path",
        cause);
  }

  /** Null where its path would be too long for a socket, or the file system has no modes. */
  private static @Nullable Path nursery(Path path) throws IOException {
    Path folder =
        path.resolveSibling(
            ".t" + Integer.toString(ThreadLocalRandom.current().nextInt(1 << 24), 36));
    if (isTooLong(folder.resolve(NAME)) || !FileModes.areKnown()) {
      return null;
    }
    return Files.createDirectory(folder, FileModes.of("rwx------"));
  }

  /** Whether it was bound to another path than the one that workers use. */
  boolean isMadeAside() {
    return nursery != null;
  }

  private static boolean isTooLong(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length > Endpoint.MAX_PATH_BYTES;
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
      return isServed(path, probe);
    }
  }

  private static boolean isServed(Path path, SocketChannel probe) throws IOException {
    try {
      probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException refused) {
      return false;
    } catch (IOException e) {
      if (Files.isWritable(path)) {
        return true; // such a listener
      }
      throw new IOException(
          "'"
              + path
              + "' is a socket to which this user may not connect ("
              + e.getMessage()
              + "); choose another path, or have its owner remove it",
          e);
    }
  }

  /** After the bind: only those who may can connect. */
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
    access.apply(made);
    // From here on a file at the path may be this one, whatever fails.
    key = bound.fileKey();
    if (nursery != null) {
      publish(made);
    }
  }

  private void publish(Path made) throws IOException {
    Path real = path.toAbsolutePath();
    Path parent = Objects.requireNonNull(real.getParent()).toRealPath();
    real = parent.resolve(real.getFileName());
    try {
      if (isTooLong(real)) {
        Files.createLink(path, made); // a relative path; the door has no plate then
        Files.delete(made);
      } else {
        plate = SocketChannel.open(StandardProtocolFamily.UNIX);
        plate.bind(UnixDomainSocketAddress.of(real));
        boolean moved = false;
        try {
          Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
          moved = true;
        } finally {
          if (!moved) {
            Files.deleteIfExists(real);
          }
        }
      }
    } catch (FileAlreadyExistsException | BindException e) {
      throw new IOException("another process made '" + path + "' just now; choose another path", e);
    }
    removeNursery();
  }

  private void removeNursery() throws IOException {
    if (nursery != null) {
      Files.deleteIfExists(nursery.resolve(NAME));
      Files.deleteIfExists(nursery);
    }
  }

  /** Whether the file is still at its path, so that workers find it. */
  boolean isThere() throws IOException {
    BasicFileAttributes now = attributes(path);
    return now != null && Objects.equals(now.fileKey(), key);
  }

  /** After the close. */
  void remove() throws IOException {
    if (plate != null) {
      plate.close();
    }
    removeNursery();
    if (key != null && isThere()) {
      Files.deleteIfExists(path);
    }
  }
}
