package io.tapes.reporters.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.tapes.Series;
import io.tapes.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The nested map of a snapshot as one JSON object, as {@link Snapshot#toMap} has it: names split on
 * dots, tagged series below their name, times in seconds.
 *
 * <p>Counts are integers with all their digits, other numbers the shortest decimals that read back
 * as the same double; not a number and the infinities, which JSON lacks, are {@code null}. Output
 * is UTF-8; half a surrogate pair in a tag becomes U+FFFD. Any thread may use an instance.
 */
public final class JsonFormat {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          // A name may have as many segments as it likes; the writer does not recurse.
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

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
   * Writes a snapshot.
   *
   * @param snapshot what to write
   * @param out where to; neither flushed nor closed
   * @throws IOException from {@code out}
   */
  public void write(Snapshot snapshot, OutputStream out) throws IOException {
    try (JsonGenerator json = generator(out)) {
      new JsonTree(json, TreeOrder.sorted(snapshot.series()), 0).write();
    }
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
    JsonPath part = JsonPath.of(path);
    if (part.isRoot()) {
      write(snapshot, out);
      return true;
    }
    List<Series> below = part.below(snapshot);
    if (!below.isEmpty()) {
      try (JsonGenerator json = generator(out)) {
        new JsonTree(json, TreeOrder.sorted(below), part.depth()).write();
      }
      return true;
    }
    Optional<Series> one = part.tagged(snapshot);
    Optional<Number> number = one.isPresent() ? Optional.empty() : part.number(snapshot);
    if (one.isEmpty() && number.isEmpty()) {
      return false;
    }
    try (JsonGenerator json = generator(out)) {
      if (one.isPresent()) {
        JsonTree.writeObject(json, one.get().value());
      } else {
        JsonTree.writeNumber(json, number.orElseThrow());
      }
    }
    return true;
  }

  /**
   * A snapshot as a string. For large snapshots prefer {@link #write(Snapshot, OutputStream)}.
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

  private JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out);
    return indented ? json.setPrettyPrinter(printer()) : json;
  }

  private static PrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator(""))
        .withObjectIndenter(indenter);
  }
}
