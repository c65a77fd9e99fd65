package io.tapes.weaver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles one source text. */
final class Compiled {
  private Compiled() {}

  /** The class files by binary name, not woven. */
  static Map<String, byte[]> source(Path folder, String name, String text, String... options)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("mem:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    List<String> all =
        new java.util.ArrayList<>(List.of("-g", "-proc:none", "-d", folder.toString()));
    all.addAll(List.of(options));
    boolean good = compiler.getTask(null, null, null, all, null, List.of(source)).call();
    assertTrue(good, "compiles");
    Map<String, byte[]> classes = new TreeMap<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        classes.put(file.getFileName().toString().replace(".class", ""), Files.readAllBytes(file));
      }
    }
    return classes;
  }
}
