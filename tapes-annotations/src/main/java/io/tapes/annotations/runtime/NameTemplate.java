package io.tapes.annotations.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a metric with placeholders for a class and a method. Immutable; any thread.
 *
 * <p>Placeholders: {@code {}} or <code>{class}</code>, <code>{nested}</code>, <code>{full}</code>
 * and <code>{package}</code> of the concrete class, <code>{declaring}</code> the full name of the
 * class that has the method, <code>{method}</code>. A double brace stands for one brace.
 */
public final class NameTemplate {
  private final String text;
  private final List<Part> parts;

  private NameTemplate(String text, List<Part> parts) {
    this.text = text;
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @param text the template
   * @return its parts
   * @throws IllegalArgumentException if a brace stands alone or a placeholder is unknown
   */
  public static NameTemplate parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean twice = i + 1 < text.length() && text.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && twice) {
        literal.append(c);
        i++;
      } else if (c == '{') {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw new IllegalArgumentException(
              "name template '%s' has a '{' without a '}'; close it, or double it to mean the brace"
                  .formatted(text));
        }
        parts.add(new Part(literal.toString(), placeholder(text, text.substring(i + 1, end))));
        literal.setLength(0);
        i = end;
      } else if (c == '}') {
        throw new IllegalArgumentException(
            "name template '%s' has a '}' without a '{'; remove it, or double it to mean the brace"
                .formatted(text));
      } else {
        literal.append(c);
      }
    }
    parts.add(new Part(literal.toString(), Placeholder.NONE));
    return new NameTemplate(text, List.copyOf(parts));
  }

  private static Placeholder placeholder(String template, String name) {
    return switch (name) {
      case "", "class" -> Placeholder.CLASS;
      case "full" -> Placeholder.FULL;
      case "nested" -> Placeholder.NESTED;
      case "package" -> Placeholder.PACKAGE;
      case "declaring" -> Placeholder.DECLARING;
      case "method" -> Placeholder.METHOD;
      default ->
          throw new IllegalArgumentException(
              ("name template '%s' has the unknown placeholder '{%s}'; use {}, {class}, {full},"
                      + " {nested}, {package}, {declaring} or {method}")
                  .formatted(template, name));
    };
  }

  /**
   * Returns whether different concrete classes have different names.
   *
   * @return true if a placeholder stands for the concrete class
   */
  public boolean isByClass() {
    return parts.stream().anyMatch(part -> part.placeholder.byClass);
  }

  /**
   * Returns whether it needs a method.
   *
   * @return true if a placeholder stands for the method or its class
   */
  public boolean isByMethod() {
    return parts.stream()
        .anyMatch(
            part ->
                part.placeholder == Placeholder.METHOD
                    || part.placeholder == Placeholder.DECLARING);
  }

  /**
   * Fills it in.
   *
   * @param concrete the class of the object
   * @param declaring the class that has the method
   * @param method the name of the method
   * @return the name; a package without a name takes the dot after it along
   */
  public String render(Class<?> concrete, Class<?> declaring, String method) {
    StringBuilder name = new StringBuilder();
    boolean skipDot = false;
    for (Part part : parts) {
      String literal = part.literal;
      name.append(skipDot && literal.startsWith(".") ? literal.substring(1) : literal);
      String filled =
          switch (part.placeholder) {
            case NONE -> "";
            case CLASS -> ClassNames.simple(concrete);
            case FULL -> ClassNames.full(concrete);
            case NESTED -> ClassNames.nested(concrete);
            case PACKAGE -> ClassNames.inPackage(concrete);
            case DECLARING -> ClassNames.full(declaring);
            case METHOD -> method.equals("<init>") ? "new" : method;
          };
      skipDot = part.placeholder == Placeholder.PACKAGE && filled.isEmpty();
      name.append(filled);
    }
    return name.toString();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  /** Text, and what comes after it. */
  private record Part(String literal, Placeholder placeholder) {}

  private enum Placeholder {
    NONE(false),
    CLASS(true),
    FULL(true),
    NESTED(true),
    PACKAGE(true),
    DECLARING(false),
    METHOD(false);

    final boolean byClass;

    Placeholder(boolean byClass) {
      this.byClass = byClass;
    }
  }
}
