package io.tapes.weaver;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/** Reads the supertypes of a type in their class files. */
final class Supertypes implements Stages {

  /** Where the class files are. */
  interface ClassFiles {
    /** The class file of that type, or null if it is not to be found. */
    byte @Nullable [] find(String internalName);
  }

  private final ClassFiles files;

  Supertypes(ClassFiles files) {
    this.files = files;
  }

  @Override
  public boolean isStage(String internalName) {
    Set<String> seen = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(Set.of(internalName));
    while (!left.isEmpty()) {
      String name = left.pop();
      if (JDK.isStage(name)) {
        return true;
      }
      if (!name.startsWith("java/") && seen.add(name)) {
        byte[] file = files.find(name);
        if (file != null) {
          ClassReader reader = new ClassReader(file);
          if (reader.getSuperName() != null) {
            left.push(reader.getSuperName());
          }
          left.addAll(Arrays.asList(reader.getInterfaces()));
        }
      }
    }
    return false;
  }
}
