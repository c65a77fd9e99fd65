package io.tapes.weaver;

/**
 * What woven code and the runtime agree on. The weaver knows the runtime by these names only, so
 * the two may have different versions: the number in the name of the class changes when the
 * agreement does.
 */
final class Names {
  /** Where the annotations are. */
  static final String ANNOTATIONS = "io/tapes/annotations/";

  /** Where the probes are. */
  static final String RUNTIME_PACKAGE = ANNOTATIONS + "runtime/";

  /** The class with the bootstrap methods. */
  static final String RUNTIME = "io.tapes.annotations.runtime.Bootstraps1";

  /** The annotation that says that a class is woven. */
  static final String MARKER = RUNTIME_PACKAGE + "Woven";

  /** What says that nothing of a class, or a method, is metered. */
  static final String UNMETERED = ANNOTATIONS + "Unmetered";

  /** The system property by which the runtime knows that the agent is there. */
  static final String AGENT_PROPERTY = "io.tapes.weaver.agent";

  /** Of the agreement. */
  static final int VERSION = 1;

  private Names() {}
}
