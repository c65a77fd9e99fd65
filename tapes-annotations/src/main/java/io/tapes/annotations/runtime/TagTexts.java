package io.tapes.annotations.runtime;

import io.tapes.Tags;

/** Tags as annotations have them. */
public final class TagTexts {
  private TagTexts() {}

  /**
   * Reads tags.
   *
   * @param texts each as {@code key=value}
   * @return the tags
   * @throws IllegalArgumentException if one is not of that form
   */
  public static Tags parse(String... texts) {
    String[] pairs = new String[2 * texts.length];
    for (int i = 0; i < texts.length; i++) {
      int equals = texts[i].indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "tag '%s' is not of the form key=value; write it like \"method=GET\""
                .formatted(texts[i]));
      }
      pairs[2 * i] = texts[i].substring(0, equals);
      pairs[2 * i + 1] = texts[i].substring(equals + 1);
    }
    return Tags.of(pairs);
  }
}
