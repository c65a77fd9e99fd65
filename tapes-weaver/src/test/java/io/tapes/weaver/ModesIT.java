package io.tapes.weaver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** One application, woven in every way with the jar that users get: the results are the same. */
class ModesIT {
  private static final Path SAMPLE = Path.of("src/test/sample");
  private static final String WEAVER =
      Path.of(System.getProperty("tapes.weaver.jar")).toAbsolutePath().toString();

  @TempDir private Path folder;
  private Path classes;
  private String libraries;
  private String expected;

  @BeforeEach
  void compile() throws Exception {
    classes = folder.resolve("classes");
    libraries = Jvm.libraries();
    expected = Files.readString(Path.of("src/test/resources/sample-output.txt"));
  }

  @Test
  void javac_weaves() throws Exception {
    Jvm.javac(classes, SAMPLE, "-Xlint:all", "-Werror", "-cp", libraries, "-processorpath", WEAVER)
        .quiet();
    assertEquals(expected, run());
  }

  @Test
  void list_namesWhatTheRegistryHas() throws Exception {
    Jvm.javac(classes, SAMPLE, "-cp", libraries, "-processorpath", WEAVER).quiet();
    Set<String> listed =
        Jvm.java("-jar", WEAVER, "list", classes.toString())
            .quiet()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.substring(line.lastIndexOf('\t') + 1))
            .map(name -> name.replace(".", "\\.").replace("{}", "[^.]+"))
            .collect(Collectors.toSet());
    Set<String> recorded =
        run()
            .lines()
            .map(line -> line.substring(0, line.lastIndexOf('.', line.indexOf(' '))))
            .collect(Collectors.toSet());
    for (String name : recorded) {
      assertTrue(listed.stream().anyMatch(name::matches), name + " is not listed");
    }
    for (String name : listed) {
      assertTrue(recorded.stream().anyMatch(n -> n.matches(name)), name + " was not recorded");
    }
  }

  @Test
  void javac_weavesAModule() throws Exception {
    compileModule("-processorpath", WEAVER);
    assertEquals(expected, runModule("-Dwoven=before"));
  }

  @Test
  void agent_weavesAModule() throws Exception {
    compileModule("-proc:none");
    assertEquals(expected, runModule("-javaagent:" + WEAVER));
  }

  private void compileModule(String... options) throws Exception {
    Path sources = folder.resolve("module");
    Files.createDirectories(sources.resolve("sample"));
    try (var files = Files.list(SAMPLE.resolve("sample"))) {
      for (Path file : files.toList()) {
        Files.copy(file, sources.resolve("sample").resolve(file.getFileName()));
      }
    }
    Files.writeString(
        sources.resolve("module-info.java"),
        "module sample { requires io.tapes; requires io.tapes.annotations; }");
    String[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "-p";
    all[options.length + 1] = libraries;
    Jvm.javac(classes, sources, all).good();
  }

  private String runModule(String option) throws Exception {
    return Jvm.java(
            option, "--add-modules", "org.slf4j", "-p", path(classes), "-m", "sample/sample.Main")
        .good();
  }

  @Test
  void command_weavesFolder() throws Exception {
    plain();
    String said = Jvm.java("-jar", WEAVER, "weave", classes.toString()).quiet();
    assertTrue(said.contains(" classes woven, 0 woven before"), said);
    assertEquals(expected, run());
  }

  @Test
  void command_weavesJar() throws Exception {
    plain();
    Path jar = jar(new Attributes());
    Jvm.java("-jar", WEAVER, "weave", jar.toString()).quiet();
    assertEquals(expected, run(jar));
  }

  @Test
  void agent_weaves() throws Exception {
    plain();
    assertEquals(expected, run("-javaagent:" + WEAVER));
    assertEquals(expected, run("-javaagent:" + WEAVER + "=strict"));
  }

  @Test
  void launcherAgent_weaves() throws Exception {
    plain();
    Attributes attributes = new Attributes();
    attributes.put(new Attributes.Name("Launcher-Agent-Class"), "io.tapes.weaver.Agent");
    StringBuilder path = new StringBuilder(Path.of(WEAVER).toUri().toString());
    for (String library : libraries.split(File.pathSeparator, -1)) {
      path.append(' ').append(Path.of(library).toUri());
    }
    attributes.put(Attributes.Name.CLASS_PATH, path.toString());
    assertEquals(expected, Jvm.java("-jar", jar(attributes).toString()).quiet());
  }

  @Test
  void everyWayAtOnce_weavesOnce() throws Exception {
    Jvm.javac(classes, SAMPLE, "-cp", libraries, "-processorpath", WEAVER).quiet();
    String said = Jvm.java("-jar", WEAVER, "weave", classes.toString()).quiet();
    assertTrue(said.contains(": 0 classes woven, "), said);
    assertEquals(expected, run("-javaagent:" + WEAVER));
  }

  @Test
  void classDataSharing_works() throws Exception {
    Jvm.javac(classes, SAMPLE, "-cp", libraries, "-processorpath", WEAVER).quiet();
    Path jar = jar(new Attributes());
    Path archive = folder.resolve("app.jsa");
    Jvm.java(
            "-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable", "-cp", path(jar), "sample.Main")
        .good();
    String log = folder.resolve("classes.log").toString();
    String out =
        Jvm.java(
                "-Xshare:on",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:class+load:file=" + log,
                "-cp",
                path(jar),
                "sample.Main")
            .quiet();
    assertEquals(expected, out);
    assertTrue(
        Files.readString(Path.of(log)).contains("sample.Work source: shared objects file (top)"),
        "woven classes come from the archive");
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void aotCache_works() throws Exception {
    Jvm.javac(classes, SAMPLE, "-cp", libraries, "-processorpath", WEAVER).quiet();
    Path jar = jar(new Attributes());
    String cache = folder.resolve("app.aot").toString();
    Jvm.java("-XX:AOTCacheOutput=" + cache, "-cp", path(jar), "sample.Main").good();
    String out =
        Jvm.java("-XX:AOTCache=" + cache, "-XX:AOTMode=on", "-cp", path(jar), "sample.Main")
            .quiet();
    assertEquals(expected, out);
  }

  private void plain() throws Exception {
    Jvm.javac(classes, SAMPLE, "-Xlint:all", "-Werror", "-proc:none", "-cp", libraries).quiet();
  }

  private String run(String... options) throws Exception {
    String[] arguments = new String[options.length + 3];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = "-cp";
    arguments[options.length + 1] = path(classes);
    arguments[options.length + 2] = "sample.Main";
    return Jvm.java(arguments).quiet();
  }

  private String run(Path classPath) throws Exception {
    return Jvm.java("-cp", path(classPath), "sample.Main").quiet();
  }

  private String path(Path first) {
    return first + File.pathSeparator + libraries;
  }

  private Path jar(Attributes attributes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "sample.Main");
    manifest.getMainAttributes().putAll(attributes);
    Path jar = folder.resolve("sample.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream to = new JarOutputStream(out, manifest);
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        to.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        to.write(Files.readAllBytes(file));
        to.closeEntry();
      }
    }
    return jar;
  }
}
