package io.tapes.weaver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be done with a class.
 *
 * @param advice by name and descriptor of the method
 * @param metered what the list of metered methods will say
 * @param warnings sentences about what may not be meant
 * @param errors sentences about what cannot be done
 */
record Plan(
    Map<String, List<Advice>> advice,
    List<Metered> metered,
    List<String> warnings,
    List<String> errors) {

  Plan() {
    this(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
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
