package io.tapes.weaver.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;

/** Whether names are for one thing each, within a class. */
final class NameCheck {
  private NameCheck() {}

  static List<Problem> problems(List<Use> uses, ProcessingEnvironment environment) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Use> byName = new HashMap<>();
    for (Use use : uses) {
      String name = use.name(environment);
      Use first = byName.putIfAbsent(name, use);
      if (first == null) {
        continue;
      }
      if (!first.instrument().equals(use.instrument())) {
        problems.add(
            new Problem(
                use,
                "makes '%s' a %s, and @%s on '%s' makes it a %s; choose another name for one of them"
                    .formatted(
                        name,
                        use.instrument(),
                        first.kind(),
                        first.element(),
                        first.instrument())));
      } else if (isUnintended(first, use)) {
        problems.add(
            new Problem(
                use,
                "gives the overloads '%s' and '%s' one name, '%s'; name them by value or tags"
                    .formatted(first.element(), use.element(), name)));
      }
    }
    return problems;
  }

  /** A shared name that is written out is meant; one that came by itself is not. */
  private static boolean isUnintended(Use first, Use second) {
    Element one = first.element();
    return !one.equals(second.element())
        && one.getSimpleName().equals(second.element().getSimpleName())
        && first.kind().equals(second.kind())
        && first.tags().equals(second.tags())
        && (isDerived(first) || isDerived(second));
  }

  private static boolean isDerived(Use use) {
    String template = use.text("value");
    return template.isEmpty() || template.contains("{method}");
  }
}
