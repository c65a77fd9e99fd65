package io.tapes.weaver;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/** Which declared types are a {@code CompletionStage}. */
final class Supertypes {
  private static final String STAGE = "java/util/concurrent/CompletionStage";
  private static final String FUTURE = "java/util/concurrent/CompletableFuture";

  private final ClassFiles files;

  Supertypes(ClassFiles files) {
    this.files = files;
  }

  /** True if every value of that type is a stage; false also if its class file is not found. */
  boolean isStage(Type type) {
    if (type.getSort() != Type.OBJECT) {
      return false;
    }
    Set<String> seen = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(Set.of(type.getInternalName()));
    while (!left.isEmpty()) {
      String name = left.pop();
      if (name.equals(STAGE) || name.equals(FUTURE)) {
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
