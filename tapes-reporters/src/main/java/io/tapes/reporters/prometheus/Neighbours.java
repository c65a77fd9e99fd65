package io.tapes.reporters.prometheus;

import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Notices other processes whose pages the node exporter cannot show beside this one: those that
 * write the same file, and those that write the same series into another file of the folder.
 *
 * <p>One thread at a time may use an instance.
 */
final class Neighbours {
  /** What lies beside it is looked at when there are other files, and in every so many reports. */
  private static final int REPORTS = 60;

  private static final long LARGEST = 16 << 20;

  private final LogLimiter log;
  private final Path file;
  private Set<Path> known = Set.of();
  private @Nullable String written;
  private int reports;

  Neighbours(Path file, Logger logger) {
    this.file = file.toAbsolutePath();
    this.log = new LogLimiter(logger);
  }

  /** Before a page is written. */
  void look(byte[] page) {
    String now = version();
    if (written != null && now != null && !now.equals(written)) {
      log.warn(
          "'" + file + "' is written by another process as well; give each a file of its own",
          null);
    }
    try {
      Set<Path> others = others();
      if (!others.equals(known) || reports++ % REPORTS == 0) {
        known = others;
        compare(series(page), others);
      }
    } catch (IOException e) { // who cannot look still can write
      log.warn("cannot look for other files beside '" + file + "': " + e, e);
    }
  }

  /** After it was written. */
  void wrote() {
    written = version();
  }

  private @Nullable String version() {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.fileKey() + " " + found.lastModifiedTime();
    } catch (IOException e) { // it is not there
      return null;
    }
  }

  private Set<Path> others() throws IOException {
    Set<Path> others = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(file.resolveSibling(""), "*.prom")) {
      all.forEach(others::add);
    }
    others.remove(file);
    return others;
  }

  private void compare(Set<String> ours, Set<Path> others) throws IOException {
    for (Path other : others) {
      try {
        if (Files.isRegularFile(other) && Files.size(other) <= LARGEST) {
          Set<String> both = series(Files.readAllBytes(other));
          both.retainAll(ours);
          if (!both.isEmpty()) {
            log.warn(
                "'"
                    + other
                    + "' has "
                    + both.iterator().next()
                    + " as '"
                    + file
                    + "' has ("
                    + both.size()
                    + " such series), and the node exporter shows one of them only; give each"
                    + " process a tag of its own",
                null);
          }
        }
      } catch (NoSuchFileException e) {
        // It is gone already.
      }
    }
  }

  /** The names and labels of a page: what stands before the last blank of a line. */
  private static Set<String> series(byte[] page) {
    Set<String> series = new HashSet<>();
    new String(page, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#") && line.indexOf(' ') > 0)
        .forEach(line -> series.add(line.substring(0, line.lastIndexOf(' '))));
    return series;
  }
}
