package io.tapes.weaver.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Whether a method is one that its annotation can measure. */
final class MethodCheck {
  private final ProcessingEnvironment environment;

  MethodCheck(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  List<Problem> problems(Use use, ExecutableElement method) {
    List<Problem> problems = new ArrayList<>();
    if (method.getModifiers().contains(Modifier.ABSTRACT)
        || method.getModifiers().contains(Modifier.NATIVE)) {
      add(problems, use, "has no code to measure; annotate the methods that implement it");
    }
    if (isSuspend(method)) {
      add(problems, use, "cannot measure a suspending function; annotate a plain one around it");
    }
    if (use.kind().equals("Gauged")) {
      gauged(problems, use, method);
    } else if (use.kind().equals("Recorded")) {
      recorded(problems, use, method);
    }
    return problems;
  }

  private void gauged(List<Problem> problems, Use use, ExecutableElement method) {
    if (!method.getParameters().isEmpty()) {
      add(problems, use, "needs a method without parameters; a gauge is read without any");
    }
    if (!isNumber(method.getReturnType())) {
      add(problems, use, "needs a method that returns a number, not " + method.getReturnType());
    }
    if (Objects.requireNonNull(method.getEnclosingElement()).getKind() == ElementKind.INTERFACE) {
      add(problems, use, "finds no instances of an interface; annotate the classes' own methods");
    }
  }

  private void recorded(List<Problem> problems, Use use, ExecutableElement method) {
    int argument = use.number("argument", -1);
    List<? extends VariableElement> parameters = method.getParameters();
    if (argument >= parameters.size() || argument < -1) {
      add(
          problems,
          use,
          "names argument %d of a method with %d parameters; count from 0"
              .formatted(argument, parameters.size()));
    } else if (argument >= 0) {
      if (!isNumber(parameters.get(argument).asType())) {
        add(problems, use, "needs an argument that is a number; this is none: " + argument);
      }
    } else if (!isNumber(method.getReturnType())) {
      add(
          problems,
          use,
          "needs a result that is a number, not %s; record an argument with argument = 0, 1, …"
              .formatted(method.getReturnType()));
    }
  }

  private boolean isNumber(TypeMirror type) {
    if (type.getKind().isPrimitive()) {
      return type.getKind() != TypeKind.BOOLEAN && type.getKind() != TypeKind.CHAR;
    }
    TypeElement number = environment.getElementUtils().getTypeElement("java.lang.Number");
    return type.getKind() != TypeKind.VOID
        && type.getKind() != TypeKind.NONE
        && environment.getTypeUtils().isSubtype(type, number.asType());
  }

  private static boolean isSuspend(ExecutableElement method) {
    List<? extends VariableElement> parameters = method.getParameters();
    return !parameters.isEmpty()
        && parameters
            .get(parameters.size() - 1)
            .asType()
            .toString()
            .startsWith("kotlin.coroutines.Continuation");
  }

  private static void add(List<Problem> problems, Use use, String message) {
    problems.add(new Problem(use, message));
  }
}
