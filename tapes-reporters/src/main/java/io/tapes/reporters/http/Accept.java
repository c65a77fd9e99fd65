package io.tapes.reporters.http;

import java.util.Locale;

/** Quality values of Accept and Accept-Encoding headers. */
final class Accept {
  private Accept() {}

  /**
   * How much a client wants a media type: the q of the most specific range that matches.
   *
   * @param header the header, empty when it is absent
   * @param type such as {@code text/plain}
   * @param versions what a range may ask for as its version; any when none are given
   * @return from 0 (not at all) to 1; negative when the header names only other types or wildcards
   */
  static double named(String header, String type, String... versions) {
    double best = -1;
    for (String range : header.split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (parts[0].strip().equalsIgnoreCase(type) && versionFits(parts, versions)) {
        best = Math.max(best, quality(parts));
      }
    }
    return best;
  }

  /** As {@link #named}, but a wildcard counts for types that are not named. */
  static double quality(String header, String type, String... versions) {
    double named = named(header, type, versions);
    if (named >= 0) {
      return named;
    }
    double family = named(header, type.substring(0, type.indexOf('/')) + "/*");
    return family >= 0 ? family : named(header, "*/*");
  }

  /** Whether a client takes a content coding. */
  static boolean coding(String header, String coding) {
    double named = named(header, coding);
    return (named >= 0 ? named : named(header, "*")) > 0;
  }

  private static boolean versionFits(String[] parts, String[] versions) {
    String version = parameter(parts, "version");
    if (version.isEmpty() || versions.length == 0) {
      return true;
    }
    for (String known : versions) {
      if (known.equals(version)) {
        return true;
      }
    }
    return false;
  }

  private static double quality(String[] parts) {
    String q = parameter(parts, "q");
    if (q.isEmpty()) {
      return 1;
    }
    try {
      double value = Double.parseDouble(q);
      return value >= 0 && value <= 1 ? value : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String parameter(String[] parts, String name) {
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals(name)) {
        String value = part.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
      }
    }
    return "";
  }
}
