package io.tapes.cli;

import io.tapes.files.SharedFolders;
import io.tapes.reporters.format.ExportBounds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings of one thing, as the command line or a configuration has them: a target and what follows
 * it. Two that are equal need no change when a configuration is read again.
 *
 * @param where for messages, such as {@code --statsd} or {@code reporters[0]}
 */
record Spec(String where, TreeMap<String, String> settings) {

  /**
   * A flag's value: the target, then settings behind commas.
   *
   * @param main the setting that the target is
   */
  static Spec ofFlag(String flag, String value, String main) {
    TreeMap<String, String> settings = new TreeMap<>();
    String[] parts = value.split(",", -1);
    settings.put(main, parts[0]);
    String key = main;
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        key = parts[i].substring(0, equals).strip();
        settings.merge(key, parts[i].substring(equals + 1), (all, next) -> all + "," + next);
      } else if (i > 1) { // a list
        settings.merge(key, parts[i], (all, next) -> all + "," + next);
      } else {
        throw UserError.usage(
            flag + " " + value + ": '" + parts[i] + "' is not a setting; write name=value");
      }
    }
    return new Spec(flag, settings);
  }

  /** Throws about the first unknown setting. */
  void requireKnown(Collection<String> known) {
    for (String key : settings.keySet()) {
      if (!known.contains(key)) {
        throw error("unknown setting '" + key + "'" + Nearest.hint(key, known));
      }
    }
  }

  UserError error(String what) {
    return UserError.usage(where + ": " + what);
  }

  Optional<String> optional(String key) {
    return Optional.ofNullable(settings.get(key)).filter(value -> !value.isBlank());
  }

  String text(String key, String otherwise) {
    return optional(key).orElse(otherwise);
  }

  String required(String key) {
    return optional(key).orElseThrow(() -> error("'" + key + "' is missing"));
  }

  boolean flag(String key, boolean otherwise) {
    String value = text(key, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
    if (!value.equals("true") && !value.equals("false")) {
      throw error(key + " '" + value + "' is neither true nor false");
    }
    return value.equals("true");
  }

  int number(String key, int otherwise) {
    String value = text(key, Integer.toString(otherwise));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw error(key + " '" + value + "' is not a whole number");
    }
  }

  Optional<Duration> duration(String key) {
    return optional(key).map(Durations::parse);
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    Optional<String> given = optional(key);
    if (given.isEmpty()) {
      return otherwise;
    }
    List<String> known = Arrays.stream(type.getEnumConstants()).map(Spec::written).toList();
    for (E constant : type.getEnumConstants()) {
      if (written(constant).equals(given.get())) {
        return constant;
      }
    }
    throw error("unknown " + key + " '" + given.get() + "'" + Nearest.hint(given.get(), known));
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<String> list(String key) {
    return optional(key)
        .map(value -> Arrays.stream(value.split(",", -1)).map(String::strip).toList())
        .orElse(List.of());
  }

  /** Names and values; a part without a name belongs to the value before it. */
  Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    String name = "";
    for (String part : optional(key).map(text -> text.split(",", -1)).orElse(new String[0])) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        name = part.substring(0, equals).strip();
        pairs.put(name, part.substring(equals + 1).strip());
      } else if (equals == 0 || name.isEmpty()) {
        throw error(key + " '" + part + "' is not name=value");
      } else {
        pairs.merge(name, part, (all, next) -> all + "," + next);
      }
    }
    return pairs;
  }

  /** Where histograms and timers are cut, by the names of metrics. */
  ExportBounds bounds() {
    ExportBounds all = ExportBounds.none();
    for (Map.Entry<String, String> rule : pairs("bounds").entrySet()) {
      List<String> numbers = List.of(rule.getValue().strip().split("[\\s,]+", -1));
      try {
        all = all.and(rule.getKey(), numbers.stream().mapToDouble(Double::parseDouble).toArray());
      } catch (NumberFormatException e) {
        throw error("bounds '" + rule.getValue() + "' are not numbers with blanks in between");
      } catch (IllegalArgumentException e) {
        throw error("bounds: " + UserError.reason(e));
      }
    }
    return all;
  }

  Path path(String key) {
    try {
      return Path.of(required(key));
    } catch (InvalidPathException e) {
      throw error(key + ": " + UserError.reason(e));
    }
  }

  URI uri(String key) {
    try {
      return URI.create(required(key));
    } catch (IllegalArgumentException e) {
      throw error(key + " '" + required(key) + "' is not a URL; write http://host:port");
    }
  }

  /** Throws if one of two settings is there that mean nothing without each other. */
  void requireBoth(String one, String other) {
    if (isGiven(one) != isGiven(other)) {
      String given = isGiven(one) ? one : other;
      String missing = isGiven(one) ? other : one;
      throw error("'" + given + "' needs '" + missing + "' beside it; set both or none");
    }
  }

  /** Whether a setting is there, also an empty one, or a file that it stands in. */
  boolean isGiven(String key) {
    return settings.containsKey(key) || settings.containsKey(key + "-file");
  }

  /**
   * A secret, or the content of the file that it stands in, so that neither a process list nor a
   * log has it. One that is empty is refused: it would let in every client.
   */
  Optional<String> secret(String key) {
    if (!isGiven(key)) {
      return Optional.empty();
    }
    Optional<String> file = optional(key + "-file");
    String secret = file.isEmpty() ? text(key, "") : content(key, file.get());
    if (secret.isEmpty()) {
      throw error("'" + key + "' is empty; set one that is hard to guess");
    }
    return Optional.of(secret);
  }

  private String content(String key, String file) {
    try {
      return Files.readString(SharedFolders.checked(Path.of(file))).strip();
    } catch (IOException | InvalidPathException e) {
      throw error("cannot read " + key + "-file '" + file + "': " + e);
    }
  }
}
