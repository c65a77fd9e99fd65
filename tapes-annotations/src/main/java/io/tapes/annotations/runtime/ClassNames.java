package io.tapes.annotations.runtime;

import java.lang.reflect.Proxy;
import java.util.List;

/** How classes are called in the names of metrics. */
final class ClassNames {
  /*
   * A synthetic class is called like the class in the source: an enum constant's body like the
   * enum, a proxy like its first interface, a subclass that a framework generated like the user's
   * class. A lambda is called after the class it stands in. Frameworks are told by the marks that
   * they leave in names, because none of them marks its classes otherwise in all its versions.
   */
  private static final List<String> GENERATED =
      List.of(
          "$$SpringCGLIB$$",
          "$$EnhancerBy",
          "$$FastClassBy",
          "_$$_",
          "$ByteBuddy$",
          "$MockitoMock$",
          "$HibernateProxy$",
          "$Intercepted");

  private static final String LAMBDA = "$$Lambda";

  private ClassNames() {}

  /** The short name. */
  static String simple(Class<?> type) {
    String nested = nested(type);
    return nested.substring(nested.lastIndexOf('.') + 1);
  }

  /** The package and the nested name. */
  static String full(Class<?> type) {
    String in = inPackage(type);
    return in.isEmpty() ? nested(type) : in + "." + nested(type);
  }

  /** The package; empty for the unnamed one. */
  static String inPackage(Class<?> type) {
    return written(type).getPackageName();
  }

  /** The names of the classes around it and the short one, with dots. */
  static String nested(Class<?> type) {
    Class<?> written = written(type);
    int lambda = written.getName().indexOf(LAMBDA);
    if (written.isHidden() && lambda > 0) {
      return host(written, lambda) + "_Lambda";
    }
    try {
      return written.isHidden() ? byName(written.getName()) : byNesting(written);
    } catch (LinkageError e) { // compilers of other languages describe nesting otherwise
      return byName(written.getName());
    }
  }

  /** The class in the source. */
  static Class<?> written(Class<?> type) {
    Class<?> above = type.getSuperclass();
    Class<?>[] interfaces = type.getInterfaces();
    if (Proxy.isProxyClass(type)) {
      return interfaces.length == 0 ? type : written(interfaces[0]);
    }
    if (above != null && above.isEnum()) {
      return above;
    }
    if (above != null && GENERATED.stream().anyMatch(type.getName()::contains)) {
      if (above != Object.class) {
        return written(above);
      }
      return interfaces.length == 0 ? type : written(interfaces[0]);
    }
    return type;
  }

  private static String byNesting(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    if (outer == null) {
      return legal(type.getSimpleName());
    }
    if (type.isAnonymousClass()) {
      String name = type.getName();
      return byNesting(outer) + "_" + legal(name.substring(name.lastIndexOf('$') + 1));
    }
    return byNesting(outer) + "." + legal(type.getSimpleName());
  }

  private static String host(Class<?> lambda, int end) {
    String host = lambda.getName().substring(0, end);
    try {
      return nested(Class.forName(host, false, lambda.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) { // the host is hidden itself
      return byName(host);
    }
  }

  /** From the binary name alone. */
  private static String byName(String name) {
    int slash = name.indexOf('/');
    String binary = slash < 0 ? name : name.substring(0, slash);
    return legal(binary.substring(binary.lastIndexOf('.') + 1).replace('$', '_'));
  }

  /** Without what a name of a metric cannot have. */
  private static String legal(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> out.appendCodePoint(Character.isJavaIdentifierPart(c) || c == '-' ? c : '_'));
    return out.toString();
  }
}
