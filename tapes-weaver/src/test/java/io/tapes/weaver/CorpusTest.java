package io.tapes.weaver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every method of well-known jars gets every advice, and the JVM's verifier looks at the result.
 */
class CorpusTest {
  private static final int[] TOTAL = new int[4];

  @AfterAll
  static void print() {
    System.out.println(
        "%d jars, %d classes, %d methods woven, %d classes linked"
            .formatted(TOTAL[0], TOTAL[1], TOTAL[2], TOTAL[3]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/google/common/base/Optional",
        "com/fasterxml/jackson/databind/ObjectMapper",
        "kotlin/Unit",
        "kotlinx/coroutines/Job",
        "scala/collection/immutable/List",
        "org/h2/Driver",
        "org/postgresql/Driver",
        "com/github/javaparser/JavaParser",
        "net/bytebuddy/ByteBuddy",
        "org/apache/commons/compress/utils/IOUtils",
        "org/apache/commons/collections4/Bag",
        "com/google/protobuf/Message",
        "com/github/benmanes/caffeine/cache/Cache",
      })
  void everyMethod_woven_links(String member) throws IOException {
    Path jar = TestJars.with(member);
    Map<String, byte[]> classes = classes(jar);
    Map<String, byte[]> woven = new LinkedHashMap<>();
    List<String> refused = new ArrayList<>();
    int methods = 0;
    for (Map.Entry<String, byte[]> each : classes.entrySet()) {
      Everything everything = new Everything(each.getValue());
      woven.put(each.getKey(), everything.weave());
      refused.addAll(everything.refused());
      methods += everything.methods();
    }
    List<String> broken = new ArrayList<>();
    Linker before = new Linker(classes);
    Linker after = new Linker(woven);
    int linked = 0;
    for (String name : classes.keySet()) {
      String failure = after.link(name);
      if (failure == null) {
        linked++;
      } else if (!failure.equals(before.link(name))) {
        broken.add(name + ": " + failure);
      }
    }
    count(1, classes.size(), methods, linked);
    assertEquals(List.of(), refused);
    assertEquals(List.of(), broken);
    assertTrue(linked > classes.size() / 2, () -> "most of " + jar + " links by itself");
    assertTrue(methods > classes.size(), () -> "the methods of " + jar + " were woven");
  }

  private static void count(int... more) {
    Arrays.setAll(TOTAL, i -> TOTAL[i] + more[i]);
  }

  private static Map<String, byte[]> classes(Path jar) throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class")
            && !name.startsWith("META-INF/")
            && !name.endsWith("module-info.class")
            && !name.endsWith("package-info.class")) {
          try (InputStream in = zip.getInputStream(entry)) {
            classes.put(
                name.substring(0, name.length() - ".class".length()).replace('/', '.'),
                in.readAllBytes());
          }
        }
      }
    }
    return classes;
  }
}
