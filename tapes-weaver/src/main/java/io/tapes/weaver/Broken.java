package io.tapes.weaver;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes of a class one that says what is wrong as soon as it is initialised. */
final class Broken extends ClassVisitor {
  private static final String ERROR = "java/lang/LinkageError";

  private Broken(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  static byte[] of(byte[] file, String message) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(file).accept(new Broken(writer), 0);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    code.visitTypeInsn(Opcodes.NEW, ERROR);
    code.visitInsn(Opcodes.DUP);
    code.visitLdcInsn(message);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, ERROR, "<init>", "(Ljava/lang/String;)V", false);
    code.visitInsn(Opcodes.ATHROW);
    code.visitMaxs(3, 0);
    code.visitEnd();
    return writer.toByteArray();
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return name.equals("<clinit>")
        ? null
        : super.visitMethod(access, name, descriptor, signature, exceptions);
  }
}
