package io.tapes.reporters.prometheus.parse;

import io.tapes.Aggregation;
import io.tapes.MetricSource;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Shows what other programs write into the {@code .prom} files of a folder among the metrics of a
 * registry, as the node exporter's textfile collector does.
 *
 * <p>The files are read in the order of their names, each as a whole or not at all: one that breaks
 * a rule of the text format or has a sample with a time is left out and logged, and of a series
 * that stands in two files the first counts. If anything was left out, the gauge {@code
 * textfile.scrape.error} is 1, and else 0; {@code textfile.mtime.seconds} says how old each file
 * is.
 *
 * <p>The registry asks it, on threads of its own; any thread may register it and take it away.
 */
public final class TextfileSource implements MetricSource {
  private static final long MOST_BYTES = 64 << 20;

  private final Path folder;
  private final PrometheusParser parser =
      PrometheusParser.text().refusingTimestamps().maxBytes(MOST_BYTES);
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(TextfileSource.class));

  /**
   * Creates the source of a folder.
   *
   * @param folder where the files are; need not exist yet
   */
  public TextfileSource(Path folder) {
    this.folder = folder;
  }

  @Override
  public void collect(Consumer<Series> out) {
    boolean wrong = false;
    Set<SeriesId> seen = new HashSet<>();
    for (Path file : files()) {
      try {
        double mtime = Files.getLastModifiedTime(file).toMillis() / 1e3;
        wrong |= !give(file, seen, out);
        Tags tags = Tags.of("file", String.valueOf(file.getFileName()));
        SeriesId id = new SeriesId("textfile.mtime.seconds", tags);
        out.accept(Series.gauge(id, mtime, Aggregation.LIVE_MAX));
      } catch (NoSuchFileException e) {
        // It was replaced or taken away since.
      } catch (IOException e) {
        wrong = true;
        log.warn("'" + file + "' is left out: " + e.getMessage(), e);
      }
    }
    SeriesId id = new SeriesId("textfile.scrape.error", Tags.empty());
    out.accept(Series.gauge(id, wrong ? 1 : 0, Aggregation.LIVE_MAX));
  }

  /** In the order of their names. */
  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.prom")) {
      for (Path file : all) {
        if (Files.isRegularFile(file)) { // a pipe would never end
          files.add(file);
        }
      }
    } catch (IOException e) {
      log.warn("the folder '" + folder + "' cannot be read: " + e, e);
    }
    files.sort(null);
    return files;
  }

  /** Returns whether all series of the file were given. */
  private boolean give(Path file, Set<SeriesId> seen, Consumer<Series> out) throws IOException {
    Snapshot page;
    try (InputStream in = Files.newInputStream(file)) {
      page = parser.snapshot(in, 0);
    }
    boolean whole = true;
    for (Series one : page.series()) {
      if (seen.add(one.id())) {
        out.accept(one);
      } else {
        whole = false;
        log.warn("'" + file + "' has " + one.id() + ", which another file has as well", null);
      }
    }
    return whole;
  }

  /** Returns which folder it is. */
  @Override
  public String toString() {
    return "folder " + folder;
  }
}
