package io.tapes.distributed;

import io.tapes.distributed.wire.Id;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The folder in which workers and their aggregator meet over black boxes. Any thread. */
final class BoxFolder {
  /*
   * It belongs to one user and nobody else may look into it: what stands in a box is believed. The
   * names of the files begin with a hash of the aggregator's address, so that each aggregator finds
   * its own workers. It leaves its state id there too: a worker that hears of an aggregator and
   * does not find that id knows that the two see different files, as in containers.
   */
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String SUFFIX = ".box";
  private static final int MAX_NAME = 64;
  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9_-]");

  private final Path folder;
  private final String key;

  private BoxFolder(Path folder, String key) {
    this.folder = folder;
    this.key = key;
  }

  /**
   * The folder for an address, made if it is not there.
   *
   * @param wanted null for the usual one: in memory if there is such a file system
   * @throws IOException with a sentence if there is none that is this user's alone
   */
  static BoxFolder open(@Nullable Path wanted, Endpoint endpoint, String address)
      throws IOException {
    String key = key(endpoint, address);
    if (wanted != null) {
      return new BoxFolder(secured(wanted), key);
    }
    String user = UNUSUAL.matcher(System.getProperty("user.name", "user")).replaceAll("_");
    String name = "tapes-" + user.substring(0, Math.min(MAX_NAME, user.length()));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "."));
    Path parent = Files.isWritable(MEMORY) ? MEMORY : temporary;
    return new BoxFolder(secured(parent.resolve(name)), key);
  }

  private static String key(Endpoint endpoint, String address) {
    Path file = endpoint.file();
    String where = address;
    if (file != null) {
      Path absolute = file.toAbsolutePath().normalize();
      Path parent = absolute.getParent();
      try {
        Path real = parent == null ? absolute : parent.toRealPath().resolve(absolute.getFileName());
        where = real.toString();
      } catch (IOException noSuchFolder) {
        where = absolute.toString();
      }
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(where.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Path secured(Path folder) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    try {
      Files.createDirectory(folder, FileModes.of("rwx------"));
    } catch (FileAlreadyExistsException known) {
      // It is looked at below.
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("'" + folder + "' is not a folder");
    }
    if (posix) {
      int mode = (int) Files.getAttribute(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      Path self = Path.of("/proc/self");
      boolean mine = Files.notExists(self) || owner.equals(Files.getAttribute(self, "unix:uid"));
      if (!mine || (mode & 0077) != 0) {
        throw new IOException(
            "the folder '" + folder + "' is not this user's alone; make it so, or remove it");
      }
    }
    // One spelling for everybody: a process knows its own boxes by their paths.
    return folder.toRealPath();
  }

  /** Where the box of a worker is. */
  Path box(Id incarnation) {
    return folder.resolve(key + "-" + incarnation + SUFFIX);
  }

  /** The boxes of all workers of this address. */
  List<Path> boxes() throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, key + "-*" + SUFFIX)) {
      files.forEach(all::add);
    }
    return all;
  }

  /** Whose box it is, according to its name. */
  Optional<Id> incarnation(Path box) {
    String name = box.getFileName().toString();
    String digits = name.substring(key.length() + 1, name.length() - SUFFIX.length());
    if (digits.length() != 32 || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    return Optional.of(new Id(bytes.getLong(), bytes.getLong()));
  }

  /** Says that the aggregator looks into this folder, until that is closed. */
  Marker announce(Id state) throws IOException {
    Marker.sweep(folder);
    return Marker.place(marker(), state);
  }

  /** Whether the aggregator with that state looks into this folder. */
  boolean isSeenBy(Id state) {
    return Marker.isOf(marker(), state);
  }

  private Path marker() {
    return folder.resolve(key + Marker.SUFFIX);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
