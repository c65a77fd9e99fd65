package io.tapes.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in several modules, because they cannot share it, is the same everywhere. */
class CopiesTest {
  private static final String FORALL = "src/test/java/io/tapes/testing/Forall.java";

  @Test
  void whatPropertiesAreTriedWith_isOneFile() throws IOException {
    List<Path> copies;
    try (var modules = Files.list(Path.of(".."))) {
      copies = modules.map(module -> module.resolve(FORALL)).filter(Files::exists).toList();
    }
    assertTrue(copies.size() >= 3, copies::toString);
    String first = Files.readString(copies.get(0));
    for (Path copy : copies) {
      assertEquals(first, Files.readString(copy), copy.toString());
    }
  }
}
