package io.tapes.weaver.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;

/**
 * Checks every annotation of a compilation, and writes the list of the annotated classes. The
 * compiler's thread.
 */
public final class Validator {
  private final ProcessingEnvironment environment;
  private final MethodCheck methods;
  private final AnnotatedList annotated;

  /**
   * For one compilation.
   *
   * @param environment the compiler's
   */
  public Validator(ProcessingEnvironment environment) {
    this.environment = environment;
    this.methods = new MethodCheck(environment);
    this.annotated = new AnnotatedList(environment);
  }

  /**
   * Checks what is new.
   *
   * @param round each round of the processor, the last one included
   */
  public void check(RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type) {
        checkType(type);
      }
    }
    if (round.processingOver()) {
      annotated.write();
    }
  }

  private void checkType(TypeElement type) {
    boolean unmetered = Uses.has(type, "Unmetered");
    List<Use> all = new ArrayList<>();
    for (Use use : Uses.of(type)) {
      report(use.problems(environment));
      all.addAll(onPublicMethods(type, use));
    }
    for (Element member : type.getEnclosedElements()) {
      if (member instanceof ExecutableElement method) {
        for (Use use : Uses.of(method)) {
          report(use.problems(environment));
          report(methods.problems(use, method));
          all.add(use);
        }
      }
    }
    if (!unmetered) {
      report(NameCheck.problems(all, environment));
    }
    annotated.seen(type, !unmetered && !all.isEmpty());
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::checkType);
  }

  /** What an annotation of a class comes to. */
  private List<Use> onPublicMethods(TypeElement type, Use use) {
    List<Use> uses = new ArrayList<>();
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      Set<Modifier> modifiers = method.getModifiers();
      if (modifiers.contains(Modifier.PUBLIC)
          && !modifiers.contains(Modifier.STATIC)
          && !modifiers.contains(Modifier.ABSTRACT)
          && !modifiers.contains(Modifier.NATIVE)
          && !Uses.has(method, "Unmetered")
          && environment.getElementUtils().getOrigin(method) == Elements.Origin.EXPLICIT
          && Uses.of(method).stream().noneMatch(own -> own.kind().equals(use.kind()))) {
        uses.add(use.on(method));
      }
    }
    if (uses.isEmpty() && type.getKind() != ElementKind.ANNOTATION_TYPE) {
      environment
          .getMessager()
          .printMessage(
              Diagnostic.Kind.MANDATORY_WARNING,
              "@%s measures nothing: %s has no public instance method with code of its own"
                  .formatted(use.kind(), type.getSimpleName()),
              type,
              use.mirror());
    }
    return uses;
  }

  private void report(List<Problem> problems) {
    for (Problem problem : problems) {
      AnnotationMirror where = problem.use().mirror();
      environment
          .getMessager()
          .printMessage(
              Diagnostic.Kind.ERROR,
              "@" + problem.use().kind() + " " + problem.message(),
              problem.use().element(),
              problem.use().isInherited() ? null : where);
    }
  }
}
