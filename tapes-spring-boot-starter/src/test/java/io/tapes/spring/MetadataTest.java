package io.tapes.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** What development environments are told of the settings is what there is. */
class MetadataTest {
  private static final String FILE = "/META-INF/spring-configuration-metadata.json";

  @Test
  void everySetting_isDescribed_andNothingElse() throws IOException {
    Map<String, String> actual = new TreeMap<>();
    add("tapes", TapesProperties.class, actual);
    Map<String, String> described = new TreeMap<>();
    try (InputStream in = MetadataTest.class.getResourceAsStream(FILE)) {
      for (JsonNode one : new ObjectMapper().readTree(in).path("properties")) {
        described.put(
            one.path("name").asText(),
            one.path("type").asText() + " " + one.path("defaultValue").asText());
        assertEquals('.', last(one.path("description").asText()), one.toString());
      }
    }
    assertEquals(actual.toString().replace(", ", "\n"), described.toString().replace(", ", "\n"));
  }

  private static char last(String text) {
    return text.charAt(text.length() - 1);
  }

  private static void add(String prefix, Class<?> settings, Map<String, String> all) {
    for (Parameter one : settings.getDeclaredConstructors()[0].getParameters()) {
      String name = prefix + "." + dashed(one.getName());
      ConfigurationPropertyName.of(name); // refuses what is none
      if (one.getType().isRecord()) {
        add(name, one.getType(), all);
      } else {
        DefaultValue value = one.getAnnotation(DefaultValue.class);
        all.put(name, type(one) + " " + (value == null ? "" : String.join("", value.value())));
      }
    }
  }

  private static String type(Parameter component) {
    return switch (component.getParameterizedType().getTypeName().replace(", ", ",")) {
      case "boolean" -> "java.lang.Boolean";
      case "int" -> "java.lang.Integer";
      default -> component.getParameterizedType().getTypeName().replace(", ", ",");
    };
  }

  private static String dashed(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
