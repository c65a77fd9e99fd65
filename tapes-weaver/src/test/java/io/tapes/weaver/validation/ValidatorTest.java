package io.tapes.weaver.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatorTest {
  @TempDir Path classes;

  /** The validator without the weaver. */
  private static final class Only extends AbstractProcessor {
    private Validator validator;

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      validator = new Validator(environment);
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      validator.check(round);
      return false;
    }
  }

  private List<Diagnostic<? extends JavaFileObject>> compile(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///p/Shop.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return "package p;\nimport io.tapes.annotations.*;\n" + source;
          }
        };
    JavaCompiler.CompilationTask task =
        compiler.getTask(
            new StringWriter(),
            null,
            found,
            List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
            null,
            List.of(file));
    task.setProcessors(List.of(new Only()));
    task.call();
    return found.getDiagnostics();
  }

  /** Each member stands on line 4. */
  private void assertRefused(String words, String member) {
    assertError(words, 4, "abstract class Shop {\n" + member + "\n}");
  }

  private void assertError(String words, long line, String source) {
    List<Diagnostic<? extends JavaFileObject>> errors =
        compile(source).stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).toList();
    assertEquals(1, errors.size(), errors.toString());
    String message = errors.get(0).getMessage(null);
    assertTrue(message.contains(words), message);
    assertEquals(line, errors.get(0).getLineNumber(), message);
    assertTrue(errors.get(0).getSource().getName().endsWith("Shop.java"));
  }

  @Test
  void templates_areRefused_onTheirLine() {
    assertRefused("unknown placeholder '{klass}'", "@Timed(\"a.{klass}\") void get() {}");
    assertRefused("a '{' without a '}'", "@Timed(\"a.{\") void get() {}");
    assertRefused("a '}' without a '{'", "@Timed(\"a.}\") void get() {}");
    assertRefused("empty segment", "@Timed(\"a..b\") void get() {}");
    assertRefused("a control character", "@Timed(\"a\\tb\") void get() {}");
  }

  @Test
  void tags_areRefused() {
    assertRefused("key=value", "@Timed(tags = \"side\") void get() {}");
    assertRefused("twice", "@Timed(tags = {\"a=1\", \"a=2\"}) void get() {}");
  }

  @Test
  void gauges_needANumberWithoutParameters() {
    assertRefused("without parameters", "@Gauged int get(int x) { return x; }");
    assertRefused("a number, not", "@Gauged String get() { return null; }");
    assertRefused("a number, not", "@Gauged boolean get() { return true; }");
    assertRefused(
        "instances of an interface", "interface I { @Gauged default int get() { return 1; } }");
  }

  @Test
  void recorded_needsANumber() {
    assertRefused("a number, not void", "@Recorded void get() {}");
    assertRefused(
        "argument 1 of a method with 1 parameters", "@Recorded(argument = 1) void a(int x) {}");
    assertRefused("an argument that is a number", "@Recorded(argument = 0) void a(String x) {}");
    assertRefused("result that is a number", "@Recorded Shop() {}");
  }

  @Test
  void methodsWithoutCode_areRefused() {
    assertRefused("no code to measure", "@Timed abstract void get();");
    assertRefused("no code to measure", "@Counted native void get();");
  }

  @Test
  void overloads_needNames() {
    assertRefused("overloads", "@Timed void get() {} @Timed void get(int x) {}");
    assertError(
        "overloads", 3, "@Timed class Shop { public void get() {} public void get(int x) {} }");
  }

  @Test
  void oneName_forTwoKinds_isRefused() {
    assertRefused("makes it a timer", "@Timed(\"a\") void get() {} @Counted(\"a\") void put() {}");
  }

  @Test
  void whatIsRight_passes_andIsListed() throws IOException {
    var found =
        compile(
            """
            @Metered
            class Shop {
              @Timed("{}.x") @Counted @ExceptionMetered(cause = Error.class) public void get() {}
              @Timed(tags = "a=1") void put() {}
              @Timed(tags = "a=2") void put(int x) {}
              @Recorded Long size() { return null; }
              @Recorded(argument = 1) static void add(String a, short b) {}
              @Gauged private static double level() { return 1; }
              static class Inner { @InFlight Inner() {} }
              static class Plain {}
              @Unmetered static class Off { @Timed void get() {} }
            }
            """);

    assertEquals(List.of(), found);
    assertEquals(
        List.of("p.Shop", "p.Shop$Inner"),
        Files.readAllLines(classes.resolve("META-INF/tapes/annotated.txt")));
  }

  @Test
  void list_followsWhatIsCompiled() throws IOException {
    Path list = Files.createDirectories(classes.resolve("META-INF/tapes")).resolve("annotated.txt");
    Files.writeString(list, "p.Other\np.Shop\n");

    compile("class Shop {}");

    assertEquals(List.of("p.Other"), Files.readAllLines(list));
  }

  @Test
  void classWithNothingToMeasure_isAWarning() {
    var found = compile("@Timed class Shop { void get() {} }");

    assertEquals(1, found.size());
    assertEquals(Diagnostic.Kind.MANDATORY_WARNING, found.get(0).getKind());
    assertEquals(3, found.get(0).getLineNumber());
  }
}
