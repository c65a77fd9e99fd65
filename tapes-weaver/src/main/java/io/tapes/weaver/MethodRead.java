package io.tapes.weaver;

import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * A method as its class file declares it.
 *
 * @param access its flags
 * @param name its name
 * @param descriptor its type
 * @param annotations its annotations
 */
record MethodRead(int access, String name, String descriptor, List<AnnotationUse> annotations) {

  boolean is(int flags) {
    return (access & flags) != 0;
  }

  boolean isConstructor() {
    return name.equals("<init>");
  }

  boolean isStatic() {
    return is(Opcodes.ACC_STATIC);
  }

  /** True for what has code and stands in the source. */
  boolean isWritten() {
    return !is(
            Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)
        && !name.equals("<clinit>");
  }
}
