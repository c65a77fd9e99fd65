package io.tapes.reporters.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.files.ProcessUser;
import io.tapes.reporters.Backends;
import io.tapes.reporters.stream.StreamReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links of another user where everybody may make files: what they lead to stays as it was. */
class PlantedFilesTest {
  @TempDir Path own;
  private Path victim;
  private Path planted;

  @BeforeEach
  void plant() throws IOException {
    Backends.require(
        ProcessUser.isKnown() && ProcessUser.id() == 0,
        "files of other users can only be made by root");
    victim = Files.writeString(own.resolve("victim"), "mine");
    Path open = Files.createDirectory(own.resolve("open"));
    Files.setAttribute(open, "unix:mode", 01777);
    planted = Files.createSymbolicLink(open.resolve("metrics"), victim);
    Files.setAttribute(planted, "unix:uid", 12_345, LinkOption.NOFOLLOW_LINKS);
  }

  private void assertRefused(Exception e) throws IOException {
    assertTrue(
        String.valueOf(e.getMessage()).contains("is a symbolic link of the user 12345"), "" + e);
    assertEquals("mine", Files.readString(victim));
    assertTrue(Files.isSymbolicLink(planted));
  }

  @Test
  void aTextFile_isNotReplaced() throws IOException {
    assertRefused(
        assertThrows(IOException.class, () -> new AtomicFile(planted).write(new byte[1])));
    try (Stream<Path> left = Files.list(own.resolve("open"))) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void aLog_isNotAppendedTo() throws IOException {
    try (FileTransport log = FileTransport.builder(planted).build()) {
      log.send("line");
      assertRefused(assertThrows(IOException.class, log::flush));
      Files.delete(planted);
      log.flush();
      assertFalse(Files.isSymbolicLink(planted));
    }
    assertEquals("mine", Files.readString(victim));
  }

  @Test
  void aStream_isNotAppendedTo() throws IOException {
    assertRefused(assertThrows(IOException.class, () -> StreamReporter.file(planted)));
    Files.delete(planted);
    try (StreamReporter stream = StreamReporter.file(planted)) {
      stream.report(Registry.create().snapshot());
    }
    assertEquals("mine", Files.readString(victim));
  }
}
