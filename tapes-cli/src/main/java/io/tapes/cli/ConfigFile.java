package io.tapes.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tapes.files.SharedFolders;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What {@code --config} says, in YAML or JSON, which is YAML as well.
 *
 * @param listen where workers connect to
 * @param http the HTTP server
 * @param interval how often to report
 * @param memoryLimit what all workers together may take, in bytes
 * @param reporters where to
 */
record ConfigFile(
    Optional<String> listen,
    Optional<Spec> http,
    Optional<Duration> interval,
    Optional<Long> memoryLimit,
    List<Spec> reporters) {
  private static final List<String> KEYS =
      List.of("listen", "http", "interval", "memory-limit", "reporters");

  static ConfigFile none() {
    return new ConfigFile(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /** Reads and checks a file; throws a sentence about the first thing that is wrong. */
  static ConfigFile read(Path file) {
    try {
      return of(file.toString(), YamlTexts.read(SharedFolders.checked(file).toFile()));
    } catch (JsonProcessingException e) {
      throw UserError.usage(
          file
              + ": line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + ": "
              + e.getOriginalMessage().lines().findFirst().orElse("not YAML"),
          e);
    } catch (IOException e) {
      String why =
          e instanceof NoSuchFileException || !file.toFile().exists()
              ? "there is no such file"
              : e instanceof AccessDeniedException || !file.toFile().canRead()
                  ? "it may not be read"
                  : String.valueOf(e.getMessage());
      throw UserError.runtime("cannot read '" + file + "': " + why, e);
    }
  }

  private static ConfigFile of(String file, JsonNode root) {
    if (!root.isObject()) {
      throw UserError.usage(file + ": it has no settings; there are " + String.join(", ", KEYS));
    }
    for (Map.Entry<String, JsonNode> one : root.properties()) {
      if (!KEYS.contains(one.getKey())) {
        throw UserError.usage(
            file + ": unknown key '" + one.getKey() + "'" + Nearest.hint(one.getKey(), KEYS));
      }
    }
    Optional<JsonNode> http = given(root, "http");
    List<Spec> reporters = new ArrayList<>();
    JsonNode list = root.path("reporters");
    if (!list.isMissingNode() && !list.isArray()) {
      throw UserError.usage(file + ": 'reporters' is not a list");
    }
    for (JsonNode one : list) {
      Spec spec = spec(file + ": reporters[" + reporters.size() + "]", one, "type");
      ReporterKind.of(spec).check(spec);
      reporters.add(spec);
    }
    return new ConfigFile(
        given(root, "listen").map(JsonNode::asText),
        http.map(node -> Serving.checked(spec(file + ": http", node, "address"))),
        given(root, "interval").map(JsonNode::asText).map(Durations::parse),
        given(root, "memory-limit").map(JsonNode::asText).map(Sizes::parse),
        reporters);
  }

  private static Optional<JsonNode> given(JsonNode root, String key) {
    return Optional.ofNullable(root.get(key))
        .filter(node -> !node.isValueNode() || !node.asText("").isBlank());
  }

  /**
   * Settings.
   *
   * @param main what a text alone stands for
   */
  private static Spec spec(String where, JsonNode node, String main) {
    TreeMap<String, String> settings = new TreeMap<>();
    if (node.isValueNode()) {
      settings.put(main, node.asText());
    }
    for (Map.Entry<String, JsonNode> one : node.properties()) {
      settings.put(one.getKey(), text(where + "." + one.getKey(), one.getValue()));
    }
    return new Spec(where, settings);
  }

  private static String text(String where, JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(one -> text(where, one))
          .collect(Collectors.joining(","));
    }
    if (node.isObject()) {
      return node.properties().stream()
          .map(one -> one.getKey() + "=" + text(where, one.getValue()))
          .collect(Collectors.joining(","));
    }
    return node.isNull() ? "" : node.asText();
  }
}
