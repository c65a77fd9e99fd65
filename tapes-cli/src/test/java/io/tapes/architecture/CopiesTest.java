package io.tapes.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in several modules, because they cannot share it, is the same everywhere. */
class CopiesTest {
  @ParameterizedTest
  @ValueSource(strings = {"Forall.java", "Garbage.java"})
  void whatSeveralModulesTestWith_isOneFile(String name) throws IOException {
    List<Path> copies;
    try (var modules = Files.list(Path.of(".."))) {
      copies =
          modules
              .map(module -> module.resolve("src/test/java/io/tapes/testing").resolve(name))
              .filter(Files::exists)
              .toList();
    }
    assertTrue(copies.size() >= 3, copies::toString);
    String first = Files.readString(copies.get(0));
    for (Path copy : copies) {
      assertEquals(first, Files.readString(copy), copy.toString());
    }
  }
}
