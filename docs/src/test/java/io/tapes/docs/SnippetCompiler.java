package io.tapes.docs;

import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a snippet as what a reader would make of it: a method body or a whole class. */
final class SnippetCompiler {
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(@\\w+.*\\n)*(public |final |abstract )*(class|interface|record|enum) ");

  /** What an editor would import without asking. */
  private static final String IMPORTS =
      """
      import io.tapes.*;
      import io.tapes.distributed.*;
      import io.tapes.report.*;
      import io.tapes.reporters.cloudwatch.*;
      import io.tapes.reporters.console.*;
      import io.tapes.reporters.csv.*;
      import io.tapes.reporters.hdrhistogram.*;
      import io.tapes.reporters.delivery.*;
      import io.tapes.reporters.format.*;
      import io.tapes.reporters.elasticsearch.*;
      import io.tapes.reporters.graphite.*;
      import io.tapes.reporters.http.*;
      import io.tapes.reporters.influx.*;
      import io.tapes.reporters.jmx.*;
      import io.tapes.reporters.json.*;
      import io.tapes.reporters.opentsdb.*;
      import io.tapes.reporters.otlp.*;
      import io.tapes.reporters.prometheus.*;
      import io.tapes.reporters.prometheus.parse.*;
      import io.tapes.reporters.slf4j.*;
      import io.tapes.reporters.spectatord.*;
      import io.tapes.reporters.statsd.*;
      import io.tapes.reporters.stream.*;
      import io.tapes.reporters.transport.*;
      import java.io.*;
      import java.net.URI;
      import java.nio.charset.StandardCharsets;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.List;
      import java.util.Map;
      import java.util.concurrent.*;
      """;

  private final Path classes;

  SnippetCompiler(Path classes) {
    this.classes = classes;
  }

  /** Compiles; throws with the compiler's words and the place in the document. */
  void compile(Block block) {
    String imports =
        block.text().lines().filter(SnippetCompiler::isImport).collect(Collectors.joining("\n"));
    String code =
        block
            .text()
            .lines()
            .map(line -> isImport(line) ? "" : line)
            .collect(Collectors.joining("\n"));
    String header = IMPORTS + imports + "\n";
    String source =
        TYPE.matcher(code).find()
            ? header + code
            : header
                + "public class Snippet extends io.tapes.docs.Surroundings {\n"
                + "public void run() throws Exception {\n"
                + code
                + "\n}}\n";
    long linesBefore = source.substring(0, source.indexOf(code)).lines().count();
    compile(block, source, linesBefore);
  }

  private void compile(Block block, String source, long linesBefore) {
    JavaCompiler compiler =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "run this test on a JDK");
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    boolean ok =
        compiler
            .getTask(
                new StringWriter(),
                null,
                found,
                List.of("-proc:none", "-d", classes.toString()),
                null,
                List.of(new Source(source)))
            .call();
    if (!ok) {
      String errors =
          found.getDiagnostics().stream()
              .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
              .map(d -> place(block, d.getLineNumber() - linesBefore) + d.getMessage(null))
              .collect(Collectors.joining("\n"));
      throw new AssertionError("the snippet does not compile:\n" + errors);
    }
  }

  private static String place(Block block, long lineInBlock) {
    return block.file() + ":" + (block.line() + lineInBlock - 1) + ": ";
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  /** Runs a snippet that was compiled as a method body. */
  void run() throws Exception {
    URL[] path = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      Surroundings snippet =
          (Surroundings) loader.loadClass("Snippet").getDeclaredConstructor().newInstance();
      snippet.run();
    }
  }

  /** The source text, under a name that the compiler accepts for a public class of any name. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Snippet.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
