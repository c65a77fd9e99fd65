package io.tapes.annotations.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/** Handles of this package's own methods. */
final class Handles {
  private Handles() {}

  static MethodHandle find(Lookup own, String name, MethodType type) {
    try {
      return own.findStatic(own.lookupClass(), name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(own.lookupClass() + " has no method '" + name + "' " + type, e);
    }
  }
}
