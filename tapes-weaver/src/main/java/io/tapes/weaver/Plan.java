package io.tapes.weaver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done with a class.
 *
 * @param advice by name and descriptor of the method
 * @param gauges what objects of the class announce when they are made
 * @param metered what the list of metered methods will say
 * @param warnings sentences about what may not be meant
 * @param errors sentences about what cannot be done
 */
record Plan(
    Map<String, List<Advice>> advice,
    List<GaugeAdvice> gauges,
    List<Metered> metered,
    List<String> warnings,
    List<String> errors) {

  Plan() {
    this(
        new LinkedHashMap<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  boolean isEmpty() {
    return advice.isEmpty() && gauges.isEmpty();
  }

  /** The methods that will be changed; not all constructors of a class with gauges may be. */
  Set<String> advised(TypeRead type) {
    Set<String> methods = new HashSet<>(advice.keySet());
    if (!gauges.isEmpty()) {
      methods.add(ClassRewrite.INITIALISER);
      type.methods.stream()
          .filter(MethodRead::isConstructor)
          .forEach(method -> methods.add(method.key()));
    }
    return methods;
  }

  /** Announces each object once: a constructor that calls another one of its class does not. */
  void addGauges(TypeRead type, Map<String, MethodFacts> facts) {
    for (GaugeAdvice gauge : gauges) {
      if (gauge.method().isStatic()) {
        add(ClassRewrite.INITIALISER, gauge);
        continue;
      }
      facts.forEach(
          (method, known) -> {
            if (method.startsWith("<init>") && !known.constructorOwner.equals(type.name)) {
              add(method, gauge);
            }
          });
    }
  }

  /** Says which constructors were written by an unknown compiler. */
  void refuseStrange(TypeRead type, Map<String, MethodFacts> facts) {
    for (String method : advice.keySet()) {
      MethodFacts known = facts.get(method);
      if (known != null && !known.weavable()) {
        errors.add(
            type.dotted()
                + "."
                + method
                + " does not show where it calls the other constructor; measure a method instead");
      }
    }
  }

  void add(String method, Advice more) {
    advice.computeIfAbsent(method, key -> new ArrayList<>()).add(more);
  }

  Outcome outcome(String type, byte[] file, Outcome.State state) {
    return new Outcome(
        type,
        file,
        state,
        state == Outcome.State.WOVEN ? List.copyOf(metered) : List.of(),
        List.copyOf(warnings),
        List.copyOf(errors));
  }
}
