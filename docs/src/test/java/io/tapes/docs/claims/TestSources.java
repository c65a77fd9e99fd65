package io.tapes.docs.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of all modules: which classes there are, and which tests. */
final class TestSources {
  private static final Pattern BASE = Pattern.compile("\\bclass\\s+\\w+\\s+extends\\s+(\\w+)");

  /** Files by the full names of their classes. */
  private final Map<String, Path> tests;

  private final Map<String, Path> classes;

  /**
   * A test.
   *
   * @param module the folder of its module
   * @param className the full name of its class
   * @param method its name
   */
  record Found(Path module, String className, String method) {}

  private TestSources(Map<String, Path> tests, Map<String, Path> classes) {
    this.tests = tests;
    this.classes = classes;
  }

  static TestSources of(Path root) throws IOException {
    return new TestSources(index(root, "src/test/java"), index(root, "src/main/java"));
  }

  private static Map<String, Path> index(Path root, String folder) throws IOException {
    Map<String, Path> all = new TreeMap<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        Path sources = module.resolve(folder);
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files
                .filter(file -> file.toString().endsWith(".java"))
                .forEach(file -> all.put(name(sources.relativize(file)), file));
          }
        }
      }
    }
    return all;
  }

  private static String name(Path relative) {
    String path = relative.toString();
    return path.substring(0, path.length() - ".java".length()).replaceAll("[/\\\\]", ".");
  }

  /**
   * The source of a class that is named by its name alone, or with as many packages as it takes.
   */
  Optional<Path> source(String name) {
    List<String> all = named(classes, name);
    return all.size() == 1 ? Optional.of(source(classes, all.get(0))) : Optional.empty();
  }

  private static List<String> named(Map<String, Path> among, String name) {
    return among.keySet().stream()
        .filter(full -> full.equals(name) || full.endsWith("." + name))
        .toList();
  }

  /** Finds {@code Class#method}, or throws a sentence. */
  Found find(String id) {
    int at = id.indexOf('#');
    if (at < 0) {
      throw new IllegalArgumentException("'" + id + "' is no test; write Class#method");
    }
    String name = id.substring(0, at);
    String method = id.substring(at + 1);
    List<String> all = named(tests, name);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("there is no test class '" + name + "' any more");
    }
    if (all.size() > 1) {
      throw new IllegalArgumentException(
          "'" + name + "' is any of " + all + "; add as much of the package as tells them apart");
    }
    String full = all.get(0);
    if (!declares(full, method)) {
      throw new IllegalArgumentException("'" + full + "' has no test '" + method + "' any more");
    }
    return new Found(module(source(tests, full)), full, method);
  }

  private static Path source(Map<String, Path> among, String full) {
    return Objects.requireNonNull(among.get(full), full);
  }

  private static Path module(Path source) {
    Path up = source;
    while (!up.endsWith("src")) {
      up = Objects.requireNonNull(up.getParent(), "it is below a folder 'src'");
    }
    return Objects.requireNonNull(up.getParent(), "a module is a folder");
  }

  /** Whether a class, or one that it extends, has the test. */
  private boolean declares(String full, String method) {
    String source = read(source(tests, full));
    if (Pattern.compile("\\bvoid\\s+" + Pattern.quote(method) + "\\s*\\(").matcher(source).find()
        || Pattern.compile("List<DynamicTest>\\s+" + Pattern.quote(method) + "\\s*\\(")
            .matcher(source)
            .find()) {
      return true;
    }
    Matcher base = BASE.matcher(source);
    return base.find()
        && named(tests, base.group(1)).stream()
            .anyMatch(parent -> !parent.equals(full) && declares(parent, method));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
