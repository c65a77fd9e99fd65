package io.tapes.weaver;

import org.jspecify.annotations.Nullable;

/** Where the weaver reads the supertypes of a class. It never loads one. */
@FunctionalInterface
interface ClassFiles {

  /**
   * The class file of a class.
   *
   * @param internalName with slashes
   * @return its bytes, or null if it is not to be found
   */
  byte @Nullable [] find(String internalName);
}
