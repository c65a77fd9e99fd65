package io.tapes.weaver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** One class, with advice in each of its methods. */
final class Everything {
  private final ClassReader reader;
  private final Map<String, List<Advice>> advice = new HashMap<>();

  Everything(byte[] file) {
    reader = new ClassReader(file);
    TypeRead type = new TypeRead();
    reader.accept(type, ClassReader.SKIP_CODE);
    if (type.version >= Opcodes.V1_7) {
      for (MethodRead method : type.methods) {
        if (!method.is(Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)
            && !method.name().equals("<clinit>")) {
          advice.put(method.name() + method.descriptor(), List.of(new Clock(), new Clock()));
        }
      }
    }
  }

  int methods() {
    return advice.size();
  }

  byte[] weave() {
    Map<String, MethodFacts> facts = ClassRewrite.facts(reader, advice.keySet());
    facts.entrySet().removeIf(each -> {
      if (!each.getValue().weavable()) {
        System.out.println("not weavable: " + reader.getClassName() + "." + each.getKey());
        return true;
      }
      return false;
    });
    return ClassRewrite.rewrite(reader, advice, facts);
  }

  private static final class Clock implements Advice {
    @Override
    public List<Object> locals() {
      return List.of(Opcodes.LONG);
    }

    @Override
    public void enter(MethodVisitor code, int slot) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
      code.visitVarInsn(Opcodes.LSTORE, slot);
    }

    @Override
    public void leave(MethodVisitor code, int slot) {
      code.visitVarInsn(Opcodes.LLOAD, slot);
      code.visitInsn(Opcodes.POP2);
    }

    @Override
    public boolean catches() {
      return true;
    }

    @Override
    public void fail(MethodVisitor code, int slot) {
      leave(code, slot);
    }

    @Override
    public int stack() {
      return 4;
    }
  }
}
