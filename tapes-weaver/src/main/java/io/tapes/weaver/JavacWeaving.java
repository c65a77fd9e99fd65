package io.tapes.weaver;

import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Weaves what a compilation writes. */
final class JavacWeaving implements TaskListener {

  /*
   * javac tells when it has written a class file. The file is read back and woven in its place,
   * which the Filer knows, wherever the file manager of this compilation keeps its output. When
   * everything is written, the list of what is metered follows.
   */

  private final JavacOutput output;
  private final Messager messager;
  private final Weaver weaver;
  private final List<Outcome> outcomes = new ArrayList<>();

  JavacWeaving(ProcessingEnvironment environment) {
    output = new JavacOutput(environment);
    messager = environment.getMessager();
    weaver = new Weaver(output);
  }

  @Override
  public void finished(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.GENERATE) {
      TypeElement type = event.getTypeElement();
      // A module-info or a package-info has no methods, and is not in a package like a class.
      if (type != null && type.getSimpleName().toString().indexOf('-') < 0) {
        weave(type);
      }
    } else if (event.getKind() == TaskEvent.Kind.COMPILATION) {
      list();
    }
  }

  private void weave(TypeElement type) {
    try {
      Outcome outcome = weaver.weave(output.read(type));
      outcomes.add(outcome);
      if (outcome.changed()) {
        output.write(type, outcome.file());
      }
      outcome
          .warnings()
          .forEach(each -> messager.printMessage(Diagnostic.Kind.MANDATORY_WARNING, each, type));
      outcome.errors().forEach(each -> messager.printMessage(Diagnostic.Kind.ERROR, each, type));
    } catch (IOException | RuntimeException e) {
      messager.printMessage(
          Diagnostic.Kind.ERROR, "Tapes could not weave " + type + ": " + e, type);
    }
  }

  private void list() {
    try {
      byte[] before = output.read("", MeteredList.FILE);
      MeteredList list = MeteredList.parse(before);
      // Those of this compilation are there: the Filer does not let them be looked at again.
      Set<String> written = outcomes.stream().map(Outcome::type).collect(Collectors.toSet());
      list.retain(type -> written.contains(type) || output.exists(type));
      outcomes.forEach(list::put);
      if (before != null || !list.isEmpty()) {
        output.write("", MeteredList.FILE, list.print());
      }
    } catch (IOException e) {
      messager.printMessage(
          Diagnostic.Kind.ERROR, "Tapes could not write " + MeteredList.FILE + ": " + e);
    }
  }
}
