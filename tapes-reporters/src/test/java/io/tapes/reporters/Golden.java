package io.tapes.reporters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares texts to files of this module's test resources. */
public final class Golden {
  private Golden() {}

  /** With {@code -Dtapes.golden.update=true} it writes the file first. */
  public static void check(String file, String actual) throws IOException {
    Path path = Path.of("src/test/resources/golden", file);
    if (Boolean.getBoolean("tapes.golden.update")) {
      Files.createDirectories(path.getParent());
      Files.writeString(path, actual);
    }
    assertEquals(
        Files.readString(path),
        actual,
        () -> path + " differs; if that is intended, run again with -Dtapes.golden.update=true");
  }
}
