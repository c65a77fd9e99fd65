package io.tapes.weaver;

import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Announces an object, or a class, that has a gauge: as the last thing of each constructor that
 * calls one of the superclass, or of the static initialiser.
 *
 * @param owner the internal name of the class
 * @param method the annotated method
 * @param spec what the annotation says
 */
record GaugeAdvice(String owner, MethodRead method, String spec) implements Advice {
  private static final String BOOTSTRAP_TYPE =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/String;Ljava/lang/String;Ljava/lang/invoke/MethodHandle;)"
          + "Ljava/lang/invoke/CallSite;";

  @Override
  public List<Object> locals() {
    return List.of();
  }

  @Override
  public void enter(MethodVisitor code, int slot) {}

  @Override
  public void leave(MethodVisitor code, int slot) {
    if (!method.isStatic()) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    }
    Handle bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            Names.RUNTIME.replace('.', '/'),
            "gauge",
            BOOTSTRAP_TYPE,
            false);
    code.visitInvokeDynamicInsn(
        Kind.GAUGED.annotation,
        method.isStatic() ? "()V" : "(Ljava/lang/Object;)V",
        bootstrap,
        method.key(),
        spec,
        new Handle(reference(), owner, method.name(), method.descriptor(), false));
  }

  @Override
  public boolean catches() {
    return false;
  }

  @Override
  public void fail(MethodVisitor code, int slot) {}

  @Override
  public int stack() {
    return 1;
  }

  private int reference() {
    if (method.isStatic()) {
      return Opcodes.H_INVOKESTATIC;
    }
    return method.is(Opcodes.ACC_PRIVATE) ? Opcodes.H_INVOKESPECIAL : Opcodes.H_INVOKEVIRTUAL;
  }
}
