package io.tapes.weaver;

import com.sun.source.util.JavacTask;
import io.tapes.weaver.validation.Validator;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Weaves inside javac: each class as soon as its file is written. Put the jar on the {@code
 * -processorpath}, in Maven as an {@code annotationProcessorPath}; there is nothing else to do.
 *
 * <p>javac calls it, from one thread.
 */
public final class WeavingProcessor extends AbstractProcessor {

  private @Nullable Validator validator;

  /** Called by javac. */
  public WeavingProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("io.tapes.annotations.*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    try {
      JavacTask.instance(environment).addTaskListener(new JavacWeaving(environment));
    } catch (IllegalArgumentException e) {
      environment
          .getMessager()
          .printMessage(
              Diagnostic.Kind.WARNING,
              "Tapes cannot weave inside this compiler, because "
                  + environment.getClass().getName()
                  + " hides javac: weave its output with 'java -jar tapes-weaver.jar weave"
                  + " FOLDER', or run with -javaagent:tapes-weaver.jar");
    }
  }

  /** Claims our annotations: -Xlint:processing warns about unclaimed ones. */
  @Override
  @SuppressWarnings("DoNotClaimAnnotations") // they are ours
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (validator == null) {
      validator = new Validator(processingEnv);
    }
    validator.check(round);
    return true;
  }
}
