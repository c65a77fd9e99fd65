package io.tapes.weaver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes a class file again, with advice in some of its methods. */
final class ClassRewrite {

  /*
   * The writer starts with the reader's constant pool, so that methods without advice, and
   * unknown attributes, are copied byte for byte.
   */

  /** The key of the static initialiser. */
  static final String INITIALISER = "<clinit>()V";

  private ClassRewrite() {}

  /**
   * The facts of the methods that are to be woven.
   *
   * @param reader of the class file
   * @param methods names with descriptors
   */
  static Map<String, MethodFacts> facts(ClassReader reader, Set<String> methods) {
    Map<String, MethodFacts> facts = new HashMap<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return methods.contains(name + descriptor)
                ? facts.computeIfAbsent(
                    name + descriptor, key -> new MethodFacts(name.equals("<init>")))
                : null;
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
    return facts;
  }

  /**
   * The woven class file.
   *
   * @param reader of the class file
   * @param advice by name and descriptor of the method; a static initialiser is made if need be
   * @param facts about those methods
   */
  static byte[] rewrite(
      ClassReader reader, Map<String, List<Advice>> advice, Map<String, MethodFacts> facts) {
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            List<Advice> woven = advice.get(name + descriptor);
            MethodFacts known = facts.get(name + descriptor);
            return woven == null || known == null
                ? next
                : new MethodWeaver(next, woven, known.maxLocals, known.constructorCall);
          }

          @Override
          public void visitEnd() {
            if (advice.containsKey(INITIALISER) && !facts.containsKey(INITIALISER)) {
              initialiser(writer, advice.get(INITIALISER));
            }
            AnnotationVisitor marker = super.visitAnnotation("L" + Names.MARKER + ";", true);
            marker.visit("value", Names.VERSION);
            marker.visitEnd();
            super.visitEnd();
          }
        },
        ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private static void initialiser(ClassWriter writer, List<Advice> advice) {
    MethodVisitor code =
        new MethodWeaver(
            writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null), advice, 0, 0);
    code.visitCode();
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
