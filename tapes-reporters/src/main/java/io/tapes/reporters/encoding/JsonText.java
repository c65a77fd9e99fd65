package io.tapes.reporters.encoding;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Texts in JSON, for formats that write it by hand. */
public final class JsonText {
  private JsonText() {}

  /** Appends a text in quotation marks, escaped. Returns the same builder. */
  public static StringBuilder quote(String text, StringBuilder out) {
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(Text.value(text), out);
    return out.append('"');
  }
}
