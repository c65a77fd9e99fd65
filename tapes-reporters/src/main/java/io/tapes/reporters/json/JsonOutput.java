package io.tapes.reporters.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Makes the generators of all layouts of JSON. They neither flush nor close what they write to. */
final class JsonOutput {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Not the usual one per thread: a thread of an application server would keep it, and with
          // it this class, after the application is gone.
          .recyclerPool(JsonRecyclerPools.newBoundedPool(8))
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          // A name may have as many segments as it likes; the writer does not recurse.
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private JsonOutput() {}

  /** A generator without any white space. */
  static JsonGenerator compact(OutputStream out) {
    try {
      return FACTORY.createGenerator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written yet
    }
  }

  /** A generator that indents by two blanks a level. */
  static JsonGenerator indented(OutputStream out) {
    return compact(out)
        .setPrettyPrinter(
            new DefaultPrettyPrinter(
                    Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator(""))
                .withObjectIndenter(new DefaultIndenter("  ", "\n")));
  }
}
