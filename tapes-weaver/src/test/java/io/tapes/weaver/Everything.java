package io.tapes.weaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** One class, with every advice in each of its methods. */
final class Everything {
  private final ClassReader reader;
  private final TypeRead type = new TypeRead();
  private final Map<String, List<Advice>> advice = new HashMap<>();
  private final Map<String, MethodFacts> facts;

  Everything(byte[] file) {
    reader = new ClassReader(file);
    reader.accept(type, ClassReader.SKIP_CODE);
    if (type.version >= Opcodes.V1_7) {
      for (MethodRead method : type.methods) {
        if (method.hasCode() && !method.name().equals("<clinit>")) {
          advice.put(method.key(), all(method));
        }
      }
    }
    facts = ClassRewrite.facts(reader, advice.keySet());
  }

  /** How many methods get advice. */
  int methods() {
    return advice.size();
  }

  /** The constructors that the weaver would refuse. */
  List<String> refused() {
    List<String> refused = new ArrayList<>();
    facts.forEach(
        (method, known) -> {
          if (!known.weavable()) {
            refused.add(type.name + "." + method);
          }
        });
    return refused;
  }

  byte[] weave() {
    return ClassRewrite.rewrite(reader, advice, facts);
  }

  private List<Advice> all(MethodRead method) {
    Type result = Type.getReturnType(method.descriptor());
    boolean stage = result.getSort() == Type.OBJECT && Stages.JDK.isStage(result.getInternalName());
    List<Advice> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Target target = new Target(method.isConstructor(), stage, result, -1);
      if (kind == Kind.RECORDED) {
        target = recorded(method, result);
      }
      if (target != null && kind != Kind.GAUGED) {
        all.add(new ProbeAdvice(new Probe(kind, access(method), method.key(), ""), target));
      }
    }
    return all;
  }

  /** The result if there is one, otherwise the last argument. */
  private static Target recorded(MethodRead method, Type result) {
    Type[] parameters = Type.getArgumentTypes(method.descriptor());
    if (isRecordable(result)) {
      return new Target(false, false, result, -1);
    }
    if (parameters.length == 0 || !isRecordable(parameters[parameters.length - 1])) {
      return null;
    }
    int slot = method.isStatic() ? 0 : 1;
    for (int i = 0; i < parameters.length - 1; i++) {
      slot += parameters[i].getSize();
    }
    return new Target(method.isConstructor(), false, parameters[parameters.length - 1], slot);
  }

  private static boolean isRecordable(Type type) {
    return type.getSort() != Type.VOID && type.getSort() != Type.BOOLEAN;
  }

  /** All three, so that each is seen often. */
  private Probe.Access access(MethodRead method) {
    int turn = Math.floorMod(method.key().hashCode(), 3);
    if (turn == 0 && !method.isStatic()) {
      return Probe.Access.BY_CLASS;
    }
    return turn == 1 || type.version < Opcodes.V11 ? Probe.Access.CALL_SITE : Probe.Access.CONSTANT;
  }
}
