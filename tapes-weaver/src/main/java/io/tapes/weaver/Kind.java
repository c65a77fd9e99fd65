package io.tapes.weaver;

import org.jspecify.annotations.Nullable;

/** The annotations that ask for code in a method. */
enum Kind {
  TIMED("Timed", ""),
  METERED("Metered", ".rate"),
  COUNTED("Counted", ".count"),
  EXCEPTION_METERED("ExceptionMetered", ".exceptions"),
  IN_FLIGHT("InFlight", ".inflight"),
  RECORDED("Recorded", ".values"),
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
