package io.tapes.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The names under which a new content is written before it takes the place of the old one. Any
 * thread may use it.
 */
public final class TemporaryFiles {
  /*
   * Random, because two writers of one file may be the same in everything else: process ids are
   * equal in two containers. A name that cannot be guessed cannot be taken beforehand either.
   */
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String SUFFIX = ".tmp";
  private static final Pattern MIDDLE = Pattern.compile("[0-9a-f]{1,16}");

  private TemporaryFiles() {}

  /**
   * Returns a new, hidden name in the folder of a file, to be made with {@code CREATE_NEW}.
   *
   * @param file the file that will be replaced
   * @return such as {@code .metrics.prom.0f1e2d3c4b5a6978.tmp}
   */
  public static Path beside(Path file) {
    return file.resolveSibling(prefix(file) + String.format("%016x", RANDOM.nextLong()) + SUFFIX);
  }

  private static String prefix(Path file) {
    return "." + file.getFileName() + ".";
  }

  /**
   * Removes what writers that were killed have left behind. What cannot be removed stays.
   *
   * @param file the file that they wrote
   * @param age how long ago, at least: another process may be writing now
   */
  public static void sweep(Path file, Duration age) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || file.getFileName() == null) {
      return;
    }
    long before = System.currentTimeMillis() - age.toMillis();
    String prefix = prefix(file);
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, path -> isTemporary(path, prefix))) {
      for (Path left : found) {
        remove(left, before);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A folder that may be written to and not be read.
    }
  }

  private static boolean isTemporary(Path path, String prefix) {
    String name = path.getFileName().toString();
    return name.startsWith(prefix)
        && name.endsWith(SUFFIX)
        && name.length() > prefix.length() + SUFFIX.length()
        && MIDDLE
            .matcher(name.substring(prefix.length(), name.length() - SUFFIX.length()))
            .matches();
  }

  private static void remove(Path left, long beforeMillis) {
    try {
      if (Files.getLastModifiedTime(left, LinkOption.NOFOLLOW_LINKS).toMillis() <= beforeMillis) {
        Files.deleteIfExists(left);
      }
    } catch (IOException e) {
      // Another user's, or gone already.
    }
  }
}
