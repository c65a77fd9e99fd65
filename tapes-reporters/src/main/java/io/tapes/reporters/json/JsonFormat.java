package io.tapes.reporters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.reporters.encoding.CountedOut;
import io.tapes.reporters.format.ChunkedDocument;
import io.tapes.reporters.format.PageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The nested map of a snapshot as one JSON object, as {@link Snapshot#toMap} has it: names split on
 * dots, tagged series below their name, times in seconds.
 *
 * <p>Counts are integers with all their digits, other numbers the shortest decimals that read back
 * as the same double; not a number and the infinities, which JSON lacks, are {@code null}. Output
 * is UTF-8; half a surrogate pair becomes U+FFFD and its number in braces, so that no two keys
 * become equal. Any thread may use an instance.
 */
public final class JsonFormat implements PageFormat {
  private static final JsonFormat COMPACT = new JsonFormat(false);
  private static final JsonFormat PRETTY = new JsonFormat(true);

  private final boolean indented;

  private JsonFormat(boolean indented) {
    this.indented = indented;
  }

  /**
   * Without any white space, on one line.
   *
   * @return always the same instance
   */
  public static JsonFormat compact() {
    return COMPACT;
  }

  /**
   * Indented by two blanks a level.
   *
   * @return always the same instance
   */
  public static JsonFormat pretty() {
    return PRETTY;
  }

  /**
   * Returns one object without levels: {@code {"my.timer.count":100,…}}. Each key is the path of a
   * number, as {@link Snapshot#number} takes it.
   *
   * @return always the same instance
   */
  public static PageFormat flat() {
    return FlatJson::write;
  }

  /**
   * Returns what is said of each metric instead of its numbers: an array of objects with {@code
   * name}, {@code kind}, and where there are such {@code unit}, {@code description}, {@code bounds}
   * and, of gauges, {@code aggregation}.
   *
   * @return always the same instance
   */
  public static PageFormat metadata() {
    return MetadataJson::write;
  }

  /**
   * Returns the layout that Dropwizard's {@code MetricsModule} gives its registries, for what
   * already reads that: counters, gauges, histograms, meters and timers under a key each, durations
   * in seconds.
   *
   * @param start since when the source has been counting, for the fields {@code mean_rate}
   * @return the format
   */
  public static PageFormat dropwizard(Instant start) {
    return new DropwizardJson(start.toEpochMilli());
  }

  @Override
  public void write(Snapshot snapshot, OutputStream out) throws IOException {
    tree(snapshot.series(), 0, null).writeTo(out);
  }

  /**
   * Writes a part of a snapshot: an object, or one number.
   *
   * @param snapshot what to write of
   * @param path such as {@code my.timer}, {@code my.timer.count} or {@code
   *     requests.{method=GET}.value}; empty for all
   * @param out where to; neither flushed nor closed
   * @return false, with nothing written, when there is nothing at that path
   * @throws IOException from {@code out}
   */
  public boolean write(Snapshot snapshot, String path, OutputStream out) throws IOException {
    Optional<ChunkedDocument> pieces = pieces(snapshot, path);
    if (pieces.isPresent()) {
      pieces.get().writeTo(out);
    }
    return pieces.isPresent();
  }

  /**
   * Returns a part of a snapshot, to be written in pieces, each some series long.
   *
   * @param snapshot what to write of
   * @param path as {@link #write(Snapshot, String, OutputStream)} has it
   * @return the document at its beginning; empty when there is nothing at that path
   */
  public Optional<ChunkedDocument> pieces(Snapshot snapshot, String path) {
    JsonPath part = JsonPath.of(path);
    if (part.isRoot()) {
      return Optional.of(tree(snapshot.series(), 0, null));
    }
    List<Series> below = part.below(snapshot);
    if (!below.isEmpty()) {
      return Optional.of(tree(below, part.depth(), part.number(snapshot).orElse(null)));
    }
    Optional<Series> one = part.tagged(snapshot);
    if (one.isPresent()) {
      return Optional.of(single(json -> JsonTree.writeObject(json, one.get())));
    }
    return part.number(snapshot).map(number -> single(json -> JsonTree.writeNumber(json, number)));
  }

  private ChunkedDocument tree(List<Series> series, int rootDepth, @Nullable Number atRoot) {
    CountedOut out = new CountedOut();
    return new JsonTree(out, generator(out), TreeOrder.sorted(series), rootDepth, atRoot);
  }

  /** A document of one piece. */
  private ChunkedDocument single(JsonContent content) {
    return (out, bytes) -> {
      try (JsonGenerator json = generator(new Unclosed(out))) {
        content.write(json);
      }
      return false;
    };
  }

  @FunctionalInterface
  private interface JsonContent {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Returns a snapshot as a string. For large snapshots prefer {@link #write(Snapshot,
   * OutputStream)}.
   *
   * @param snapshot what to write
   * @return the JSON object
   */
  public String format(Snapshot snapshot) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      write(snapshot, out);
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  private JsonGenerator generator(OutputStream out) {
    return indented ? JsonOutput.indented(out) : JsonOutput.compact(out);
  }
}
