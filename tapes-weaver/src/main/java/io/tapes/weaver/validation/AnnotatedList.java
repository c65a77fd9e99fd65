package io.tapes.weaver.validation;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * The list of the classes with annotations, by which the run time finds those that are not woven. A
 * compilation that sees only some classes keeps the lines of the others.
 */
final class AnnotatedList {
  static final String FILE = "META-INF/tapes/annotated.txt";

  private final ProcessingEnvironment environment;
  private final Set<String> compiled = new TreeSet<>();
  private final Set<String> annotated = new TreeSet<>();

  AnnotatedList(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  void seen(TypeElement type, boolean isAnnotated) {
    String name = environment.getElementUtils().getBinaryName(type).toString();
    compiled.add(name);
    if (isAnnotated) {
      annotated.add(name);
    }
  }

  void write() {
    Set<String> before = before();
    Set<String> all = new TreeSet<>(before);
    all.removeAll(compiled);
    all.addAll(annotated);
    if (all.equals(before)) {
      return;
    }
    try (Writer out =
        environment
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", FILE)
            .openWriter()) {
      for (String name : all) {
        out.write(name + "\n");
      }
    } catch (IOException e) {
      environment
          .getMessager()
          .printMessage(Diagnostic.Kind.WARNING, "the list " + FILE + " was not written: " + e);
    }
  }

  private Set<String> before() {
    Filer filer = environment.getFiler();
    try {
      String text =
          filer
              .getResource(StandardLocation.CLASS_OUTPUT, "", FILE)
              .getCharContent(true)
              .toString();
      return new TreeSet<>(text.lines().filter(line -> !line.isBlank()).toList());
    } catch (IOException | IllegalArgumentException e) { // there is none yet
      return new TreeSet<>();
    }
  }
}
