package io.tapes.weaver;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Decides what the annotations of one class ask for. */
final class Planner {
  private static final List<String> BY_CLASS =
      List.of("{}", "{class}", "{full}", "{nested}", "{package}");

  private final TypeRead type;
  private final Stages stages;
  private final Plan plan = new Plan();

  Planner(TypeRead type, Stages stages) {
    this.type = type;
    this.stages = stages;
  }

  Plan plan() {
    Map<Kind, AnnotationUse> ofClass = byKind(type.annotations);
    for (MethodRead method : type.methods) {
      Map<Kind, AnnotationUse> own = byKind(method.annotations());
      if (!method.isWritten()) {
        refuse(method, own);
      } else if (!method.isAnnotated(Names.ANNOTATIONS + "Unmetered")) {
        if (method.is(Opcodes.ACC_PUBLIC)
            && !method.isStatic()
            && !method.isConstructor()
            && !type.isImplicit(method)) {
          ofClass.forEach(own::putIfAbsent);
        }
        own.forEach((kind, use) -> add(method, kind, use));
      }
    }
    return plan;
  }

  private void refuse(MethodRead method, Map<Kind, AnnotationUse> own) {
    if (method.is(Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) {
      own.forEach(
          (kind, use) ->
              plan.errors()
                  .add(
                      "@%s on %s.%s has no code to measure; annotate the methods that implement it"
                          .formatted(kind.annotation, type.dotted(), method.readable())));
    }
  }

  private void add(MethodRead method, Kind kind, AnnotationUse use) {
    Type result = Type.getReturnType(method.descriptor());
    boolean stage = result.getSort() == Type.OBJECT && stages.isStage(result.getInternalName());
    Target target = new Target(method.isConstructor(), stage, result, -1);
    String template = use.text("name", "{declaring}.{method}" + kind.suffix);
    Probe probe =
        new Probe(kind, access(method, template), method.name() + method.descriptor(), template);
    plan.advice()
        .computeIfAbsent(method.name() + method.descriptor(), key -> new ArrayList<>())
        .add(new ProbeAdvice(probe, target));
    plan.metered()
        .add(new Metered(type.dotted(), method.readable(), "@" + kind.annotation, template));
  }

  private Probe.Access access(MethodRead method, String template) {
    String bare = template.replace("{{", "");
    if (!method.isStatic()
        && !type.is(Opcodes.ACC_FINAL)
        && BY_CLASS.stream().anyMatch(bare::contains)) {
      return Probe.Access.BY_CLASS;
    }
    return type.version < Opcodes.V11 ? Probe.Access.CALL_SITE : Probe.Access.CONSTANT;
  }

  private static Map<Kind, AnnotationUse> byKind(List<AnnotationUse> uses) {
    Map<Kind, AnnotationUse> byKind = new EnumMap<>(Kind.class);
    for (AnnotationUse use : uses) {
      Kind kind = Kind.of(use);
      if (kind != null) {
        byKind.put(kind, use);
      }
    }
    return byKind;
  }
}
