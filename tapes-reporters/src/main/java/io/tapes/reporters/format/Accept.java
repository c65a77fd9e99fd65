package io.tapes.reporters.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a client says in its {@code Accept} and {@code Accept-Encoding} headers, with their quality
 * values: for those who serve metrics from a server of their own. Stateless; any thread may call.
 */
public final class Accept {
  private Accept() {}

  /**
   * Returns how much a client wants a media type: the q of the most specific range that matches.
   *
   * @param header the Accept header, empty when it is absent
   * @param type such as {@code text/html}
   * @return from 0 (not at all) to 1; negative when no range matches, which means "anything" for an
   *     empty header
   */
  public static double quality(String header, String type) {
    double named = best(header, type);
    if (named >= 0) {
      return named;
    }
    double family = best(header, type.substring(0, type.indexOf('/')) + "/*");
    return family >= 0 ? family : best(header, "*/*");
  }

  /**
   * Returns whether a client takes a content coding.
   *
   * @param header the Accept-Encoding header, empty when it is absent
   * @param coding such as {@code gzip}
   * @return false unless the header names it, or a wildcard, with a q above 0
   */
  public static boolean coding(String header, String coding) {
    double named = best(header, coding);
    return (named >= 0 ? named : best(header, "*")) > 0;
  }

  private static double best(String header, String name) {
    double best = -1;
    for (Range range : ranges(header)) {
      if (range.name().equals(name)) {
        best = Math.max(best, range.quality());
      }
    }
    return best;
  }

  /**
   * Splits a header.
   *
   * @param header an Accept or Accept-Encoding header
   * @return its parts, in its order
   */
  public static List<Range> ranges(String header) {
    List<Range> ranges = new ArrayList<>();
    for (String text : header.split(",", -1)) {
      String[] parts = text.split(";", -1);
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int i = 1; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        if (equals > 0) {
          String name = parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT);
          parameters.putIfAbsent(name, unquoted(parts[i].substring(equals + 1).strip()));
        }
      }
      ranges.add(
          new Range(
              parts[0].strip().toLowerCase(Locale.ROOT),
              parameters,
              quality(parameters.getOrDefault("q", "1"))));
    }
    return ranges;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static double quality(String q) {
    try {
      double value = Double.parseDouble(q);
      return value >= 0 && value <= 1 ? value : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * One part of a header.
   *
   * @param name the media range or coding in lower case
   * @param parameters by their names in lower case
   * @param quality from 0 to 1
   */
  public record Range(String name, Map<String, String> parameters, double quality) {
    /**
     * Returns a parameter.
     *
     * @param key its name in lower case
     * @return its value; empty when it is absent
     */
    public String parameter(String key) {
      return parameters.getOrDefault(key, "");
    }
  }
}
