package io.tapes.weaver;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;

/** Weaves one class file after the other. */
final class Weaver {
  private static final byte[] MENTION = Names.ANNOTATIONS.getBytes(StandardCharsets.US_ASCII);

  private final Stages stages;

  Weaver(Stages stages) {
    this.stages = stages;
  }

  /** False if the class file names no annotation of ours; a quick look. */
  static boolean mayConcern(byte[] file) {
    int last = file.length - MENTION.length;
    for (int i = 0; i <= last; i++) {
      if (file[i] == MENTION[0] && startsAt(file, i)) {
        return true;
      }
    }
    return false;
  }

  Outcome weave(byte[] file) {
    ClassReader reader = new ClassReader(file);
    TypeRead type = new TypeRead();
    reader.accept(type, ClassReader.SKIP_CODE);
    String name = type.name.replace('/', '.');
    if (type.isWoven()) {
      return Outcome.of(name, file, Outcome.State.WOVEN_BEFORE);
    }
    Plan plan = new Planner(type, stages).plan();
    if (plan.isEmpty() || !plan.errors().isEmpty()) {
      return plan.outcome(name, file, Outcome.State.PLAIN);
    }
    if (type.version < Opcodes.V1_7) {
      plan.errors().add(name + " is compiled for a Java before 7; compile it for Java 8 or newer");
      return plan.outcome(name, file, Outcome.State.PLAIN);
    }
    Map<String, MethodFacts> facts = ClassRewrite.facts(reader, plan.advised(type));
    plan.addGauges(type, facts);
    plan.refuseStrange(type, facts);
    if (!plan.errors().isEmpty()) {
      return plan.outcome(name, file, Outcome.State.PLAIN);
    }
    try {
      byte[] woven = ClassRewrite.rewrite(reader, plan.advice(), facts);
      return plan.outcome(name, woven, Outcome.State.WOVEN);
    } catch (MethodTooLargeException e) {
      plan.errors().add(name + "." + e.getMethodName() + " is too large to be woven: split it");
      return plan.outcome(name, file, Outcome.State.PLAIN);
    }
  }

  private static boolean startsAt(byte[] file, int start) {
    for (int i = 0; i < MENTION.length; i++) {
      if (file[start + i] != MENTION[i]) {
        return false;
      }
    }
    return true;
  }
}
