package io.tapes.weaver;

import java.util.Map;

/** Defines classes from their bytes, and makes the JVM verify them without running any. */
final class Linker extends ClassLoader {
  private final Map<String, byte[]> classes;

  Linker(Map<String, byte[]> classes) {
    super(Linker.class.getClassLoader());
    this.classes = classes;
  }

  /** Links a class; what failed, or null. */
  String link(String name) {
    try {
      // Listing the fields of a class links it first; nothing is initialised.
      var unused = loadClass(name, false).getDeclaredFields();
      return null;
    } catch (ClassNotFoundException | LinkageError e) {
      String text = String.valueOf(e);
      int end = text.indexOf('\n');
      return e instanceof VerifyError || end < 0 ? text : text.substring(0, end);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      byte[] file = classes.get(name);
      if (file == null) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? defineClass(name, file, 0, file.length) : loaded;
    }
  }
}
