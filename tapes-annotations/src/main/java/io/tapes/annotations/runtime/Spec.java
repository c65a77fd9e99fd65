package io.tapes.annotations.runtime;

import io.tapes.Tags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one annotation says, as woven code hands it over: lines of {@code key=value}.
 *
 * @param template the name, null for the default
 * @param tags its tags
 * @param cause the exceptions that are marked, null for all
 * @param instances how instances become one number
 */
record Spec(@Nullable String template, Tags tags, @Nullable String cause, String instances) {
  static Spec parse(String text) {
    String template = null;
    List<String> tags = new ArrayList<>();
    String cause = null;
    String instances = "SUM";
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String value = line.substring(equals + 1);
      switch (line.substring(0, equals)) {
        case "value" -> template = value.isEmpty() ? null : value;
        case "tag" -> tags.add(value);
        case "cause" -> cause = value;
        case "instances" -> instances = value;
        default -> {} // a newer weaver says more
      }
    }
    return new Spec(template, TagTexts.parse(tags.toArray(String[]::new)), cause, instances);
  }
}
