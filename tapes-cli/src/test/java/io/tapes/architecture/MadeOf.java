package io.tapes.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Some classes and all that they use, directly or not, within one tree of packages. */
final class MadeOf {

  static DescribedPredicate<JavaClass> classes(
      DescribedPredicate<JavaClass> first, DescribedPredicate<JavaClass> within) {
    Set<JavaClass> found = new HashSet<>();
    Deque<JavaClass> open = new ArrayDeque<>();
    Production.CLASSES.stream().filter(within.and(first)).forEach(open::add);
    while (!open.isEmpty()) {
      JavaClass next = open.remove();
      if (found.add(next)) {
        next.getDirectDependenciesFromSelf().stream()
            .map(use -> use.getTargetClass())
            .filter(within)
            .forEach(open::add);
      }
    }
    return DescribedPredicate.describe(
        "are " + first.getDescription() + " or what they are made of", found::contains);
  }

  private MadeOf() {}
}
