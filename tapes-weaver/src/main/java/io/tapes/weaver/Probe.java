package io.tapes.weaver;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * How woven code comes by the object that it calls.
 *
 * @param kind which annotation
 * @param access how it is found
 * @param method name and descriptor of the method that is metered
 * @param spec what the annotation says, for the bootstrap
 */
record Probe(Kind kind, Access access, String method, String spec) {

  /** The ways. */
  enum Access {
    /** A dynamic constant: the JIT knows the object. */
    CONSTANT,
    /** The same for class files before Java 11, which have no such constants. */
    CALL_SITE,
    /** By the class of {@code this}: the name says {}. */
    BY_CLASS
  }

  /*
   * A constant is loaded wherever it is needed. The other two are asked once, at the entry, and
   * kept in a variable: each call site would bind on its own, and in a handler `this` may be gone.
   */

  private static final String CONSTANT_TYPE =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
          + "Ljava/lang/String;Ljava/lang/String;)Ljava/lang/Object;";
  private static final String SITE_TYPE =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/CallSite;";

  boolean isKept() {
    return access != Access.CONSTANT;
  }

  /** At the entry; puts the probe into the variable if it is kept. */
  void enter(MethodVisitor code, int slot) {
    if (access == Access.BY_CLASS) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    }
    if (isKept()) {
      String parameters = access == Access.BY_CLASS ? "(Ljava/lang/Object;)" : "()";
      code.visitInvokeDynamicInsn(
          constantName(), parameters + type(), bootstrap("site", SITE_TYPE), method, spec);
      code.visitVarInsn(Opcodes.ASTORE, slot);
    }
  }

  /** Puts the probe on the stack. */
  void load(MethodVisitor code, int slot) {
    if (isKept()) {
      code.visitVarInsn(Opcodes.ALOAD, slot);
    } else {
      code.visitLdcInsn(
          new ConstantDynamic(
              constantName(), type(), bootstrap("constant", CONSTANT_TYPE), method, spec));
    }
  }

  void call(MethodVisitor code, String name, String type) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, kind.probe(), name, type, false);
  }

  private String constantName() {
    return kind.annotation;
  }

  private String type() {
    return "L" + kind.probe() + ";";
  }

  private static Handle bootstrap(String name, String type) {
    return new Handle(Opcodes.H_INVOKESTATIC, Names.RUNTIME.replace('.', '/'), name, type, false);
  }
}
