package io.tapes.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;

/**
 * Reads YAML in which every scalar is the text that stands there: a password {@code 0123456} is no
 * octal number and {@code yes} is no boolean. Only an empty value, {@code null} and {@code ~} are
 * nothing. What a text means is known where the setting is read.
 */
final class YamlTexts {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private YamlTexts() {}

  static JsonNode read(File file) throws IOException {
    try (JsonParser parser = YAML.createParser(file)) {
      return parser.nextToken() == null ? MissingNode.getInstance() : node(parser);
    }
  }

  /** The parser refuses what is nested too deeply. */
  private static JsonNode node(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      ObjectNode object = NODES.objectNode();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        object.set(key, node(parser));
      }
      return object;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      ArrayNode array = NODES.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(node(parser));
      }
      return array;
    }
    return parser.currentToken() == JsonToken.VALUE_NULL
        ? NODES.nullNode()
        : NODES.textNode(parser.getText());
  }
}
