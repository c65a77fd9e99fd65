package io.tapes.weaver.validation;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Finds our annotations. */
final class Uses {
  private static final String PACKAGE = "io.tapes.annotations.";
  private static final List<String> KINDS =
      List.of("Timed", "Metered", "Counted", "ExceptionMetered", "InFlight", "Recorded", "Gauged");

  private Uses() {}

  /** Those that ask for a metric. */
  static List<Use> of(Element element) {
    List<Use> uses = new ArrayList<>();
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      String kind = name(mirror);
      if (KINDS.contains(kind)) {
        uses.add(new Use(kind, element, mirror, false));
      }
    }
    return uses;
  }

  static boolean has(Element element, String annotation) {
    return element.getAnnotationMirrors().stream().anyMatch(m -> name(m).equals(annotation));
  }

  /** The simple name, or nothing if it is not one of ours. */
  private static String name(AnnotationMirror mirror) {
    TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
    String name = type.getQualifiedName().toString();
    return name.startsWith(PACKAGE) ? name.substring(PACKAGE.length()) : "";
  }
}
