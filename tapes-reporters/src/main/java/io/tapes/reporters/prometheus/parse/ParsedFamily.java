package io.tapes.reporters.prometheus.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page has said of a family so far. */
final class ParsedFamily {
  final String name;
  private final boolean openMetrics;
  private @Nullable FamilyType type;
  private @Nullable String help;
  private @Nullable String unit;
  private boolean begun;

  ParsedFamily(String name, boolean openMetrics) {
    this.name = name;
    this.openMetrics = openMetrics;
  }

  FamilyType type() {
    return type == null ? FamilyType.UNKNOWN : type;
  }

  String help() {
    return help == null ? "" : help;
  }

  String unit() {
    return unit == null ? "" : unit;
  }

  void setType(String word) throws Malformed {
    requireFirst("TYPE", type != null);
    type = FamilyType.of(word, openMetrics);
    if (type == null) {
      throw new Malformed(
          "there is no type "
              + Malformed.shown(word)
              + (openMetrics
                  ? "; write counter, gauge, histogram, gaugehistogram, summary, info, stateset or"
                      + " unknown"
                  : "; write counter, gauge, histogram, summary or untyped"));
    }
  }

  void setHelp(String text) throws Malformed {
    requireFirst("HELP", help != null);
    help = text;
  }

  void setUnit(String text) throws Malformed {
    requireFirst("UNIT", unit != null);
    unit = text;
  }

  private void requireFirst(String what, boolean known) throws Malformed {
    if (known || begun) {
      throw new Malformed(
          what
              + " of "
              + Malformed.shown(name)
              + (begun ? " comes after its samples" : " stands twice")
              + "; write it once, before them");
    }
  }

  /** Its first sample comes now: what was said of it must fit. */
  void begin() throws Malformed {
    begun = true;
    if (!unit().isEmpty()) {
      if (type() == FamilyType.INFO || type() == FamilyType.STATESET) {
        throw new Malformed(type().word() + " " + Malformed.shown(name) + " cannot have a unit");
      }
      if (!name.endsWith("_" + unit())) {
        throw new Malformed(
            Malformed.shown(name) + " does not end in its unit " + Malformed.shown(unit()));
      }
    }
  }

  boolean hasBegun() {
    return begun;
  }

  /** What follows the name in that of a sample; null if it is not one of this family. */
  @Nullable String suffix(String sample) {
    if (sample.startsWith(name)) {
      String rest = sample.substring(name.length());
      return type().suffixes(openMetrics).contains(rest) ? rest : null;
    }
    return null;
  }

  /** The names that no other family may have. */
  List<String> claims() {
    List<String> claims = new ArrayList<>(List.of(name));
    if (openMetrics) {
      for (String suffix : type().suffixes(true)) {
        if (!suffix.isEmpty()) {
          claims.add(name + suffix);
        }
      }
    }
    return claims;
  }
}
