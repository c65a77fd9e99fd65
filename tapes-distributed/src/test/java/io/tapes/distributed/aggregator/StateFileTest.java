package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.Foreign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the folder of a state file may have been planted there. */
class StateFileTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir Path own;
  private Path folder;
  private Path state;

  @BeforeEach
  void openFolder() throws IOException {
    folder = Files.createDirectory(own.resolve("open"));
    Files.setAttribute(folder, "unix:mode", 01777);
    state = folder.resolve("state");
  }

  @Test
  void write_followsNoLinkThatWasPlanted_andKeepsNoFileThatWasThere() throws IOException {
    Path victim = Files.writeString(own.resolve("victim"), "mine");
    Files.createSymbolicLink(folder.resolve("state.tmp"), victim);
    Path planted = Files.createFile(state);
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rw-rw-rw-"));
    Object before = Files.getAttribute(state, "unix:ino");
    try (StateFile file = StateFile.open(state)) {
      file.write(BYTES);
    }
    assertEquals("mine", Files.readString(victim));
    assertArrayEquals(BYTES, Files.readAllBytes(state));
    assertFalse(before.equals(Files.getAttribute(state, "unix:ino")));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
  }

  @Test
  void open_aLockThatLeadsElsewhere_makesNothingThere() throws IOException {
    Foreign.requireRoot();
    Path nowhere = own.resolve("nologin");
    Foreign.giveAway(Files.createSymbolicLink(folder.resolve("state.lock"), nowhere));
    IOException e = assertThrows(IOException.class, () -> StateFile.open(state));
    assertTrue(String.valueOf(e.getMessage()).contains("is a symbolic link of the user"));
    assertFalse(Files.exists(nowhere));
  }

  @Test
  void open_sumsOfSomebodyElse_whereEverybodyMayMakeFiles_areRefused() throws IOException {
    Foreign.requireRoot();
    Foreign.giveAway(Files.createFile(state));
    assertThrows(IOException.class, () -> StateFile.open(state));
  }

  @Test
  void write_throughALinkOfOurs_replacesWhatItLeadsTo() throws IOException {
    Path target = Files.createFile(own.resolve("target"));
    Path link = Files.createSymbolicLink(own.resolve("link"), target);
    try (StateFile file = StateFile.open(link)) {
      file.write(BYTES);
    }
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(BYTES, Files.readAllBytes(target));
  }

  @Test
  void open_again_readsWhatWasWritten_withTheLockFileThatWasLeft() throws IOException {
    for (int i = 0; i < 2; i++) {
      try (StateFile file = StateFile.open(state)) {
        file.write(BYTES);
        assertThrows(IOException.class, () -> StateFile.open(state), "it is in use");
      }
      assertTrue(Files.exists(folder.resolve("state.lock")));
    }
  }

  @Test
  void open_whatAWriterLeftBehindThatWasKilled_goes() throws IOException {
    Path left = Files.createFile(own.resolve(".state.00112233445566ff.tmp"));
    StateFile.open(own.resolve("state")).close();
    assertFalse(Files.exists(left));
  }
}
