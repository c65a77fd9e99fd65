package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
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
  void write_byTwoThatAreOneProcess_neverShowsAPart(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("page.prom");
    new AtomicFile(file).write(page((byte) 0));
    List<Thread> writers = new ArrayList<>();
    for (byte content : new byte[] {1, 2}) {
      AtomicFile page = new AtomicFile(file);
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 100; i++) {
                    page.write(page(content));
                  }
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      writers.add(writer);
      writer.start();
    }
    while (writers.stream().anyMatch(Thread::isAlive)) {
      byte[] seen = Files.readAllBytes(file);
      assertArrayEquals(page(seen[0]), seen);
    }
    assertEquals(List.of(file), list(folder));
  }

  /** A page of a length that tells its content, so that no part of another one looks like it. */
  private static byte[] page(byte content) {
    byte[] page = new byte[500_000 + 1_000 * content];
    java.util.Arrays.fill(page, content);
    return page;
  }

  @Test
  void write_whatAWriterLeftBehindThatWasKilled_goes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("page.prom");
    Path left = Files.createFile(folder.resolve(".page.prom.4711.tmp"));
    Files.setLastModifiedTime(left, FileTime.fromMillis(0));
    Path victim = Files.writeString(folder.resolve("victim"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve(".page.prom.4712.tmp"), victim);
    new AtomicFile(file).write(new byte[1]);
    assertEquals(Stream.of(file, link, victim).sorted().toList(), list(folder));
    assertEquals("mine", Files.readString(victim));
  }

  @Test
  void write_throughASymbolicLink_replacesWhatItLeadsTo(@TempDir Path folder) throws IOException {
    Path target = Files.createFile(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    new AtomicFile(link).write("new".getBytes(StandardCharsets.UTF_8));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(target));
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
