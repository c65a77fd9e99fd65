package io.tapes.weaver.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * One annotation in the source.
 *
 * @param kind its simple name
 * @param element what it is on, or acts on
 * @param mirror the annotation
 * @param isInherited whether it stands on the class of the element
 */
record Use(String kind, Element element, AnnotationMirror mirror, boolean isInherited) {

  /** As the annotation of the class acts on one of its methods. */
  Use on(ExecutableElement method) {
    return new Use(kind, method, mirror, true);
  }

  /** The name as it is known now: all but what depends on the concrete class. */
  String name(ProcessingEnvironment environment) {
    String template = text("value");
    if (template.isEmpty()) {
      template = "{declaring}.{method}" + suffix();
    }
    String declaring =
        ((TypeElement) Objects.requireNonNull(element.getEnclosingElement()))
            .getQualifiedName()
            .toString();
    String method =
        element.getKind() == ElementKind.CONSTRUCTOR ? "new" : element.getSimpleName().toString();
    String name = template.replace("{declaring}", declaring).replace("{method}", method);
    return name.replace("{{", "").contains("{") ? name + " of " + declaring : name;
  }

  private String suffix() {
    return switch (kind) {
      case "Metered" -> ".rate";
      case "Counted" -> ".count";
      case "ExceptionMetered" -> ".exceptions";
      case "InFlight" -> ".inflight";
      case "Recorded" -> ".values";
      default -> "";
    };
  }

  /** The instrument behind it: names are for one each. */
  String instrument() {
    return switch (kind) {
      case "Timed" -> "timer";
      case "Metered", "ExceptionMetered" -> "meter";
      case "Counted" -> "counter";
      case "Recorded" -> "histogram";
      default -> "gauge";
    };
  }

  /** What is wrong with its texts. */
  List<Problem> problems(ProcessingEnvironment environment) {
    List<Problem> problems = new ArrayList<>();
    String problem = TemplateCheck.problem(text("value"));
    if (!problem.isEmpty()) {
      problems.add(new Problem(this, problem));
    }
    Set<String> keys = new HashSet<>();
    for (String tag : tags()) {
      int equals = tag.indexOf('=');
      if (equals <= 0) {
        problems.add(new Problem(this, "has the tag '" + tag + "'; write it as key=value"));
      } else if (!keys.add(tag.substring(0, equals))) {
        problems.add(
            new Problem(
                this, "has the tag '" + tag.substring(0, equals) + "' twice; keep one of them"));
      }
    }
    return problems;
  }

  String text(String member) {
    AnnotationValue value = value(member);
    return value == null ? "" : String.valueOf(value.getValue());
  }

  int number(String member, int otherwise) {
    AnnotationValue value = value(member);
    return value != null && value.getValue() instanceof Integer number ? number : otherwise;
  }

  List<String> tags() {
    List<String> tags = new ArrayList<>();
    AnnotationValue value = value("tags");
    if (value != null && value.getValue() instanceof List<?> all) {
      for (Object each : all) {
        tags.add(String.valueOf(((AnnotationValue) each).getValue()));
      }
    }
    return tags;
  }

  private @Nullable AnnotationValue value(String member) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> each :
        mirror.getElementValues().entrySet()) {
      if (each.getKey().getSimpleName().contentEquals(member)) {
        return each.getValue();
      }
    }
    return null;
  }
}
