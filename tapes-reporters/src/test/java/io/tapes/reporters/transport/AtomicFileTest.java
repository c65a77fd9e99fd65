package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  @Test
  void write_whileOthersRead_neverShowsAPart(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("page.prom");
    AtomicFile page = new AtomicFile(file);
    page.write(new byte[100_000]);
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 100; i++) {
                  byte[] content = new byte[100_000 + i];
                  java.util.Arrays.fill(content, (byte) i);
                  page.write(content);
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    writer.start();
    while (writer.isAlive()) {
      byte[] seen = Files.readAllBytes(file);
      byte[] whole = new byte[seen.length];
      java.util.Arrays.fill(whole, (byte) (seen.length - 100_000));
      assertArrayEquals(whole, seen);
    }
    writer.join();
    assertEquals(100_099, Files.size(file));
    assertEquals(List.of(file), list(folder));
  }

  @Test
  void write_newFile_hasThePermissionsOfAnyFile(@TempDir Path folder) throws IOException {
    Path usual = Files.createFile(folder.resolve("usual"));
    new AtomicFile(folder.resolve("x")).write(new byte[1]);
    var expected = Files.getPosixFilePermissions(usual);
    assertTrue(expected.contains(PosixFilePermission.OWNER_READ));
    assertEquals(expected, Files.getPosixFilePermissions(folder.resolve("x")));
  }

  @Test
  void write_onWhatIsNoFile_leavesAllAsItWas(@TempDir Path folder) throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.createFile(taken.resolve("child"));
    byte[] content = "new".getBytes(StandardCharsets.UTF_8);
    IOException e = assertThrows(IOException.class, () -> new AtomicFile(taken).write(content));
    assertTrue(String.valueOf(e.getMessage()).contains(taken.toString()));
    assertEquals(List.of(taken), list(folder));
    assertThrows(IOException.class, () -> new AtomicFile(folder.resolve("no/such")).write(content));
  }

  @Test
  void new_withoutName_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new AtomicFile(Path.of("/")));
    assertThrows(IllegalArgumentException.class, () -> new AtomicFile(Path.of("")));
  }
}
