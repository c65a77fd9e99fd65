package io.tapes.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the classes of one package that use each other in a circle, by Tarjan's algorithm. */
final class Circles {
  private final Map<String, Set<String>> uses;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Set<String>> found = new ArrayList<>();

  private Circles(Map<String, Set<String>> uses) {
    this.uses = uses;
  }

  /**
   * All circles of two classes or more, each by the full names; nested classes are their file's.
   */
  static List<Set<String>> of(Iterable<JavaClass> classes) {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : classes) {
      UsedNames.of(type).stream()
          .filter(used -> packageName(used).equals(type.getPackageName()))
          .forEach(
              used ->
                  uses.computeIfAbsent(file(type.getName()), name -> new TreeSet<>())
                      .add(file(used)));
    }
    return of(uses);
  }

  private static String packageName(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  private static String file(String type) {
    return type.replaceFirst("\\$.*", "");
  }

  /** The same of names and what they use. */
  static List<Set<String>> of(Map<String, Set<String>> given) {
    Map<String, Set<String>> uses = new TreeMap<>(given);
    Circles circles = new Circles(uses);
    for (String name : uses.keySet()) {
      if (!circles.numbers.containsKey(name)) {
        circles.visit(name);
      }
    }
    return circles.found;
  }

  private void visit(String name) {
    int number = numbers.size();
    numbers.put(name, number);
    lowest.put(name, number);
    open.push(name);
    for (String used : uses.getOrDefault(name, Set.of())) {
      if (!numbers.containsKey(used)) {
        visit(used);
        lowest.merge(name, lowest.get(used), Math::min);
      } else if (open.contains(used)) {
        lowest.merge(name, numbers.get(used), Math::min);
      }
    }
    if (lowest.get(name) == number) {
      Set<String> circle = new TreeSet<>();
      String member;
      do {
        member = open.pop();
        circle.add(member);
      } while (!member.equals(name));
      if (circle.size() > 1) {
        found.add(circle);
      }
    }
  }
}
