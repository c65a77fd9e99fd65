package io.tapes.weaver;

/** Tells which declared types are a {@code CompletionStage}. No class is loaded for it. */
@FunctionalInterface
interface Stages {

  /** The simple cases, which most results are. */
  Stages JDK =
      type ->
          type.equals("java/util/concurrent/CompletionStage")
              || type.equals("java/util/concurrent/CompletableFuture");

  /**
   * True if every value of the type is a stage; false also if its supertypes are not to be found.
   *
   * @param internalName of a class or interface
   */
  boolean isStage(String internalName);
}
