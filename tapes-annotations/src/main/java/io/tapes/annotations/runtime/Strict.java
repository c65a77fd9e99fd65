package io.tapes.annotations.runtime;

/** Whether what would be a warning is an exception. */
final class Strict {
  static final String PROPERTY = "io.tapes.annotations.strict";

  private Strict() {}

  /** Asked when a metric is bound, not when it records. */
  static boolean isOn() {
    return Boolean.getBoolean(PROPERTY);
  }
}
