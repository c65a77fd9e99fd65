package io.tapes.weaver.validation;

import java.util.Set;

/** Whether a name template can be filled in and gives a valid name. */
final class TemplateCheck {
  private static final Set<String> PLACEHOLDERS =
      Set.of("", "class", "full", "nested", "package", "declaring", "method");

  private TemplateCheck() {}

  /** The rest of a sentence, empty if all is well. */
  static String problem(String template) {
    if (template.isEmpty()) {
      return "";
    }
    // What stands for a placeholder is a letter: it fills a segment.
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      boolean twice = i + 1 < template.length() && template.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && twice) {
        name.append(c);
        i++;
      } else if (c == '}') {
        return "has the name template '%s' with a '}' without a '{'".formatted(template);
      } else if (c == '{') {
        int end = template.indexOf('}', i);
        if (end < 0) {
          return "has the name template '%s' with a '{' without a '}'".formatted(template);
        }
        String placeholder = template.substring(i + 1, end);
        if (!PLACEHOLDERS.contains(placeholder)) {
          return ("has the unknown placeholder '{%s}' in '%s'; use {}, {class}, {full}, {nested},"
                  + " {package}, {declaring} or {method}")
              .formatted(placeholder, template);
        }
        name.append('x');
        i = end;
      } else if (Character.isISOControl(c)) {
        return "has the name template '%s' with a control character; use '_' or '-'"
            .formatted(template);
      } else {
        name.append(c);
      }
    }
    return ("." + name + ".").contains("..")
        ? "has the name template '%s' with an empty segment; use single dots".formatted(template)
        : "";
  }
}
