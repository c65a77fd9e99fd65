package io.tapes.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
  @TempDir Path folder;

  @Test
  void beside_isHidden_inTheSameFolder_andNeverTheSame() {
    Path file = folder.resolve("metrics.prom");
    Path one = TemporaryFiles.beside(file);
    assertTrue(
        one.getFileName().toString().matches("\\.metrics\\.prom\\.[0-9a-f]{16}\\.tmp"), "" + one);
    assertEquals(folder, one.getParent());
    assertNotEquals(one, TemporaryFiles.beside(file));
  }

  @Test
  void sweep_namesThatOnlyLookAlike_stay() throws IOException {
    Path file = Files.createFile(folder.resolve("metrics.prom"));
    for (String name :
        List.of(
            ".metrics.prom.tmp",
            ".metrics.prom..tmp",
            ".metrics.prom.0f1e",
            "metrics.prom.0f1e.tmp",
            ".metrics.prom.0f1e2d3c4b5a69781.tmp")) {
      Files.createFile(folder.resolve(name));
    }
    Files.createFile(folder.resolve(".metrics.prom.0f1e.tmp"));
    TemporaryFiles.sweep(file, Duration.ofHours(-1));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(6, left.count());
    }
    assertTrue(Files.notExists(folder.resolve(".metrics.prom.0f1e.tmp")));
  }

  @Test
  void sweep_removesWhatIsOld_ofThisFileOnly() throws IOException {
    Path file = Files.createFile(folder.resolve("a[b"));
    Path old = Files.createFile(TemporaryFiles.beside(file));
    Path young = Files.createFile(TemporaryFiles.beside(file));
    Path ofAnother = Files.createFile(TemporaryFiles.beside(folder.resolve("other")));
    Path somebodys = Files.createFile(folder.resolve(".a[b.notes.tmp"));
    for (Path left : List.of(old, ofAnother, somebodys)) {
      Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(7_200)));
    }
    TemporaryFiles.sweep(file, Duration.ofHours(1));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(
          Stream.of(file, ofAnother, somebodys, young).sorted().toList(), left.sorted().toList());
    }
    TemporaryFiles.sweep(file, Duration.ZERO);
    assertTrue(Files.notExists(young));
  }
}
