package io.tapes.weaver;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

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

  boolean isOneOf(String... methods) {
    return Arrays.asList(methods).contains(key());
  }

  boolean isAnnotated(String type) {
    return annotations.stream().anyMatch(each -> each.type().equals(type));
  }

  /** As in {@code get(int,String)}. */
  String readable() {
    StringJoiner parameters = new StringJoiner(",", "(", ")");
    for (Type type : Type.getArgumentTypes(descriptor)) {
      String full = type.getClassName();
      parameters.add(full.substring(full.lastIndexOf('.') + 1));
    }
    return (isConstructor() ? "new" : name) + parameters;
  }

  boolean isStatic() {
    return is(Opcodes.ACC_STATIC);
  }

  boolean hasCode() {
    return !is(Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE);
  }

  /** True for what stands in no source; a bridge has copies of the annotations. */
  boolean isSynthetic() {
    return is(Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE) || name.equals("<clinit>");
  }

  boolean isPublicInstance() {
    return is(Opcodes.ACC_PUBLIC) && !isStatic() && !isConstructor();
  }

  /** What tells it from the others of its class. */
  String key() {
    return name + descriptor;
  }

  Type result() {
    return Type.getReturnType(descriptor);
  }

  boolean returns(int sort) {
    return result().getSort() == sort;
  }
}
