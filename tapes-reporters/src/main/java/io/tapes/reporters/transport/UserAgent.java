package io.tapes.reporters.transport;

/** How requests say who sends them. */
final class UserAgent {
  static final String TEXT = text();

  private UserAgent() {}

  private static String text() {
    // Of the jar's manifest; classes that were not packed have none.
    String version = UserAgent.class.getPackage().getImplementationVersion();
    return version == null ? "Tapes-Java" : "Tapes-Java/" + version;
  }
}
