package io.tapes.weaver;

import java.util.List;

/**
 * What became of one class file.
 *
 * @param type the binary name of the class, with dots
 * @param file the woven class file, or the one that was given if there was nothing to do
 * @param state what was done
 * @param metered what is metered in it; empty if it had been woven before
 * @param warnings sentences about what may not be meant
 * @param errors sentences about what could not be woven
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Outcome(
    String type,
    byte[] file,
    State state,
    List<Metered> metered,
    List<String> warnings,
    List<String> errors) {

  /** What was done with a class. */
  enum State {
    /** It has nothing to weave. */
    PLAIN,
    /** It is woven now. */
    WOVEN,
    /** It had been woven before, and is as it was. */
    WOVEN_BEFORE
  }

  boolean changed() {
    return state == State.WOVEN;
  }

  static Outcome of(String type, byte[] file, State state) {
    return new Outcome(type, file, state, List.of(), List.of(), List.of());
  }
}
