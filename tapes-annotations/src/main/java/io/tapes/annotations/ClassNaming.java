package io.tapes.annotations;

import io.tapes.annotations.runtime.NameClaims;
import io.tapes.annotations.runtime.NameTemplate;
import java.util.function.Function;

/** Names for classes from one template. Any thread. */
final class ClassNaming {
  private final NameTemplate template;
  private final NameClaims claims;

  ClassNaming(String text) {
    template = NameTemplate.parse(text);
    if (template.isByMethod()) {
      throw new IllegalArgumentException(
          "name template '%s' is for a method and there is none; use {} for the class"
              .formatted(text));
    }
    if (!template.isByClass()) {
      throw new IllegalArgumentException(
          "name template '%s' is the same for all classes; put {} where the class's name goes"
              .formatted(text));
    }
    claims = new NameClaims(template);
  }

  /** Makes what has the name of a class. */
  <T> Function<Class<?>, T> then(Function<String, T> make) {
    return type -> make.apply(name(type));
  }

  String name(Class<?> type) {
    String name = template.render(type, type, "");
    claims.claim(name, type);
    return name;
  }
}
