package io.tapes.report;

/** What reporters are called that do not say it themselves. */
final class ReporterNames {
  private ReporterNames() {}

  /** What a reporter says, unless even that fails. */
  static String of(Reporter reporter) {
    try {
      return reporter.name();
    } catch (Throwable e) { // a reporter's fault, of any kind
      return of(reporter.getClass());
    }
  }

  /** The simple name of a class; of a lambda, that of the class that it stands in. */
  static String of(Class<?> type) {
    String simple = type.getSimpleName();
    String full = type.getName();
    String name = simple.isEmpty() ? full.substring(full.lastIndexOf('.') + 1) : simple;
    int lambda = name.indexOf("$$Lambda");
    return lambda > 0 ? name.substring(0, lambda) : name;
  }
}
