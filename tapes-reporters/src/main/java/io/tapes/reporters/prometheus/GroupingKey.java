package io.tapes.reporters.prometheus;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The labels that name a group of the Pushgateway, as the path of its address. */
final class GroupingKey {
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /** The job comes first, and the others tell the samples of one histogram or summary apart. */
  private static final Set<String> RESERVED = Set.of("job", "le", "quantile");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.~-]+");

  private final Map<String, String> labels = new LinkedHashMap<>();

  GroupingKey(String job) {
    if (job.isEmpty()) {
      throw new IllegalArgumentException("the job is empty; name what pushes");
    }
    labels.put("job", job);
  }

  void add(String label, String value) {
    if (!LABEL.matcher(label).matches() || label.startsWith("__") || RESERVED.contains(label)) {
      throw new IllegalArgumentException(
          "'"
              + label
              + "' cannot be a grouping label; use letters, digits and underscores of"
              + " ASCII, none of 'job', 'le' and 'quantile', and not two underscores in front");
    }
    labels.put(label, value);
  }

  Set<String> labels() {
    return labels.keySet();
  }

  /** With a slash, a blank or nothing in it, a value travels as base 64. */
  String path() {
    StringBuilder path = new StringBuilder("/metrics");
    labels.forEach(
        (label, value) -> {
          path.append('/').append(label);
          if (PLAIN.matcher(value).matches() && !value.matches("\\.{1,2}")) {
            path.append('/').append(value);
          } else {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            path.append("@base64/").append(encoded.isEmpty() ? "=" : encoded);
          }
        });
    return path.toString();
  }
}
