package io.tapes.weaver;

import org.jspecify.annotations.Nullable;

/** The annotations that ask for code in a method. */
enum Kind {
  // From the outermost to the innermost: a timing leaves out what the others cost.
  IN_FLIGHT("InFlight", ".inflight"),
  COUNTED("Counted", ".count"),
  METERED("Metered", ".rate"),
  EXCEPTION_METERED("ExceptionMetered", ".exceptions"),
  RECORDED("Recorded", ".values"),
  TIMED("Timed", ""),
  GAUGED("Gauged", "");

  /** The simple name of the annotation. */
  final String annotation;

  /** What the default name ends with. */
  final String suffix;

  Kind(String annotation, String suffix) {
    this.annotation = annotation;
    this.suffix = suffix;
  }

  /** The internal name of the interface of its probes. */
  String probe() {
    return Names.RUNTIME_PACKAGE + annotation + "Probe";
  }

  static @Nullable Kind of(AnnotationUse use) {
    for (Kind kind : values()) {
      if (use.type().equals(Names.ANNOTATIONS + kind.annotation)) {
        return kind;
      }
    }
    return null;
  }
}
