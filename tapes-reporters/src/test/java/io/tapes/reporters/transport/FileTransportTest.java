package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTransportTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("m.log");
  }

  private static void flushed(FileTransport out, String... lines) throws IOException {
    for (String line : lines) {
      out.send(line);
    }
    out.flush();
  }

  @Test
  void flush_appends_withOneHeaderPerFile() throws IOException {
    try (FileTransport out = FileTransport.builder(file).header("t,value").build()) {
      flushed(out, "1,a", "2,b");
    }
    try (FileTransport out = FileTransport.builder(file).header("t,value").build()) {
      flushed(out, "3,c");
      Files.move(file, folder.resolve("moved"));
      flushed(out, "4,d");
    }
    assertEquals(
        List.of("t,value", "1,a", "2,b", "3,c"), Files.readAllLines(folder.resolve("moved")));
    assertEquals(List.of("t,value", "4,d"), Files.readAllLines(file));
  }

  @Test
  void flush_atTheLimit_rotatesAndKeepsTheNewest() throws IOException {
    try (FileTransport out = FileTransport.builder(file).header("h").rotate(10, 2).build()) {
      for (int i = 0; i < 5; i++) {
        flushed(out, "aaa" + i);
      }
    }
    assertEquals(List.of("h", "aaa4"), Files.readAllLines(file));
    assertEquals(List.of("h", "aaa3"), Files.readAllLines(folder.resolve("m.log.1")));
    assertEquals(List.of("h", "aaa2"), Files.readAllLines(folder.resolve("m.log.2")));
    assertFalse(Files.exists(folder.resolve("m.log.3")));
  }

  @Test
  void flush_keepingNone_startsAnew() throws IOException {
    try (FileTransport out = FileTransport.builder(file).rotate(6, 0).build()) {
      flushed(out, "aaaa");
      flushed(out, "bbbb");
    }
    assertEquals(List.of("bbbb"), Files.readAllLines(file));
    assertFalse(Files.exists(folder.resolve("m.log.1")));
  }

  @Test
  void flush_afterAKilledWriter_endsItsHalfLine() throws IOException {
    Files.writeString(file, "whole\nhal");
    try (FileTransport out = FileTransport.builder(file).build()) {
      flushed(out, "next");
    }
    assertEquals(List.of("whole", "hal", "next"), Files.readAllLines(file));
  }

  @Test
  void flush_diskFull_throwsWithTheFileAndGoesOn() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "this system has no /dev/full");
    try (FileTransport out = FileTransport.builder(full).build()) {
      for (int i = 0; i < 2; i++) {
        out.send("a");
        IOException e = assertThrows(IOException.class, out::flush);
        assertTrue(String.valueOf(e.getMessage()).contains("/dev/full"), e.toString());
      }
      assertEquals(0, out.deliveredLines());
    }
  }

  @Test
  void flush_missingFolder_throwsUntilItIsThere() throws IOException {
    Path later = folder.resolve("later");
    try (FileTransport out = FileTransport.builder(later.resolve("x")).build()) {
      out.send("lost");
      assertThrows(IOException.class, out::flush);
      Files.createDirectory(later);
      flushed(out, "kept");
      assertEquals(List.of("kept"), Files.readAllLines(later.resolve("x")));
    }
  }
}
