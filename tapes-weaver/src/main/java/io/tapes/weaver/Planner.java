package io.tapes.weaver;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Decides what the annotations of one class ask for. */
final class Planner {
  private static final List<String> BY_CLASS =
      List.of("{}", "{class}", "{full}", "{nested}", "{package}");
  private static final String CONTINUATION = "Lkotlin/coroutines/Continuation;)";

  private final TypeRead type;
  private final Stages stages;
  private final Plan plan = new Plan();

  Planner(TypeRead type, Stages stages) {
    this.type = type;
    this.stages = stages;
  }

  Plan plan() {
    if (!type.isAnnotated(Names.UNMETERED)) {
      Map<Kind, AnnotationUse> ofClass = byKind(type.annotations);
      for (MethodRead method : type.methods) {
        if (!method.isSynthetic() && !method.isAnnotated(Names.UNMETERED)) {
          plan(method, ofClass);
        }
      }
    }
    return plan;
  }

  private void plan(MethodRead method, Map<Kind, AnnotationUse> ofClass) {
    Map<Kind, AnnotationUse> uses = byKind(method.annotations());
    if (!method.hasCode()) {
      uses.keySet()
          .forEach(kind -> error(kind, method, "there is no code; annotate what implements it"));
      return;
    }
    if (method.isPublicInstance() && !type.isImplicit(method)) {
      ofClass.forEach(uses::putIfAbsent);
    }
    uses.forEach((kind, use) -> add(method, kind, use));
  }

  private void add(MethodRead method, Kind kind, AnnotationUse use) {
    if (method.descriptor().contains(CONTINUATION)) {
      error(kind, method, "a suspending function returns many times; measure where it is called");
      return;
    }
    String template = use.text("value", "");
    plan.metered()
        .add(
            new Metered(
                type.dotted(),
                method.readable(),
                "@" + kind.annotation,
                type.rendered(template, method, kind)));
    if (kind == Kind.GAUGED) {
      gauge(method, use);
      return;
    }
    Target target = kind == Kind.RECORDED ? recorded(method, use) : returned(method);
    if (target == null) {
      return;
    }
    Probe probe = new Probe(kind, access(method, template), method.key(), use.spec());
    plan.add(method.key(), new ProbeAdvice(probe, target));
  }

  private void gauge(MethodRead method, AnnotationUse use) {
    if (!method.descriptor().startsWith("()") || method.returns(Type.VOID)) {
      error(Kind.GAUGED, method, "a gauge has no parameters and returns a number");
    } else if (type.is(Opcodes.ACC_INTERFACE)) {
      error(Kind.GAUGED, method, "an interface has no instances; annotate the classes' methods");
    } else {
      plan.gauges().add(new GaugeAdvice(type.name, method, use.spec()));
    }
  }

  private Target returned(MethodRead method) {
    Type result = method.result();
    boolean stage = result.getSort() == Type.OBJECT && stages.isStage(result.getInternalName());
    return new Target(method.isConstructor(), stage, result, -1);
  }

  private @Nullable Target recorded(MethodRead method, AnnotationUse use) {
    int argument = use.number("argument", -1);
    if (argument < 0) {
      if (method.returns(Type.VOID)) {
        error(Kind.RECORDED, method, "there is no result; say which argument is to be recorded");
        return null;
      }
      return numeric(method, new Target(false, false, method.result(), -1));
    }
    Type[] parameters = Type.getArgumentTypes(method.descriptor());
    int index = argument + type.hiddenParameters(method);
    if (index >= parameters.length) {
      error(Kind.RECORDED, method, "there is no argument " + argument + "; the first is 0");
      return null;
    }
    int slot = method.isStatic() ? 0 : 1;
    for (int i = 0; i < index; i++) {
      slot += parameters[i].getSize();
    }
    return numeric(method, new Target(method.isConstructor(), false, parameters[index], slot));
  }

  /** Whether an object is a number shows when it is recorded. */
  private @Nullable Target numeric(MethodRead method, Target target) {
    int sort = target.recorded().getSort();
    if (sort == Type.BOOLEAN || sort == Type.ARRAY) {
      error(Kind.RECORDED, method, target.recorded().getClassName() + " is not a number");
      return null;
    }
    return target;
  }

  private Probe.Access access(MethodRead method, String template) {
    String bare = template.replace("{{", "");
    if (!method.isStatic()
        && !method.isConstructor()
        && !type.is(Opcodes.ACC_FINAL)
        && BY_CLASS.stream().anyMatch(bare::contains)) {
      return Probe.Access.BY_CLASS;
    }
    return type.version < Opcodes.V11 ? Probe.Access.CALL_SITE : Probe.Access.CONSTANT;
  }

  private void error(Kind kind, MethodRead method, String reason) {
    plan.errors()
        .add(
            "@%s on %s.%s: %s"
                .formatted(kind.annotation, type.dotted(), method.readable(), reason));
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
