package io.tapes.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Removes files of a running system, as operators, {@code systemd-tmpfiles} and service managers
 * do. It touches what belongs to one soak and nothing else. One thread.
 */
final class Removals {
  /** Whether the files and the folder of black boxes are removed under living workers, too. */
  static final boolean OF_BOXES = Boolean.getBoolean("tapes.soak.removeBoxes");

  private static final Path SOCKETS_IN_USE = Path.of("/proc/net/unix");
  private static final int OLD_SECONDS = 10;

  private final Path socket;
  private final SoakWorkers workers;

  Removals(Path socket, SoakWorkers workers) {
    this.socket = socket;
    this.workers = workers;
  }

  /**
   * As an operator who removes a socket that is in use.
   *
   * @return whether it was there
   */
  boolean socket() throws IOException {
    return Files.deleteIfExists(socket);
  }

  /**
   * Removes boxes that look old, or the folder with all of them. Those of workers that were killed
   * are left, as what stands in them is nowhere else until they are counted; and so are all of them
   * as long as such a box is there.
   *
   * @return whether anything was removed
   */
  boolean boxes(Random random) throws IOException {
    if (!workers.haveBoxes()) {
      return false;
    }
    Path folder = workers.resident().boxes();
    List<Path> files = files(folder);
    if (files.stream().filter(f -> f.toString().endsWith(".box")).count() > workers.living()) {
      return false;
    }
    boolean whole = random.nextBoolean();
    boolean removed = false;
    for (Path file : files) {
      if (whole || looksOld(file)) {
        removed |= Files.deleteIfExists(file);
      }
    }
    if (whole && files(folder).isEmpty()) {
      Files.delete(folder);
    }
    return removed;
  }

  /** Removes a folder of black boxes that nobody uses any more, if there is one. */
  static void all(@Nullable Path folder) throws IOException {
    if (folder != null && Files.exists(folder)) {
      for (Path file : files(folder)) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  /** As systemd-tmpfiles tells it: not written to for long, and no socket that somebody has. */
  private static boolean looksOld(Path file) throws IOException {
    Instant written = Files.getLastModifiedTime(file).toInstant();
    try (Stream<String> sockets = Files.lines(SOCKETS_IN_USE)) {
      return written.isBefore(Instant.now().minusSeconds(OLD_SECONDS))
          && sockets.noneMatch(line -> line.endsWith(" " + file));
    }
  }
}
