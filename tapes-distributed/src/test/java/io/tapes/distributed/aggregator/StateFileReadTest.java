package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Id;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a state file says of itself, and what becomes of one that cannot be read. */
class StateFileReadTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(new Id(1, 2), 7, List.of(), List.of(), List.of(), List.of());

  @TempDir Path folder;

  private String refusal(Path path) {
    return assertThrows(IOException.class, () -> StateFile.open(path)).getMessage();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void open_inAFolderThatDoesNotExist_isRefused() {
    Path none = folder.resolve("none");
    assertEquals(
        "the folder '" + none + "' of the state file does not exist; create it first",
        refusal(none.resolve("state")));
  }

  @Test
  void open_aFolder_isRefused() {
    assertEquals("the state file '" + folder + "' is a folder; name a file in it", refusal(folder));
  }

  @Test
  void open_whatAnotherOneHas_isRefused_untilThatIsClosed() throws IOException {
    Path state = folder.resolve("state");
    StateFile first = StateFile.open(state);
    assertEquals(state.toString(), first.toString());
    assertEquals(
        "another aggregator uses the state file '" + state + "'; stop it or name another file",
        refusal(state));
    first.close();
    StateFile.open(state).close();
  }

  @Test
  void open_whereTheLockCannotBeMade_saysSo() throws IOException {
    Path state = folder.resolve("state");
    Files.createDirectory(folder.resolve("state.lock"));
    String refusal = refusal(state);
    assertTrue(
        refusal.startsWith(
                "the lock 'state.lock' beside the state file '" + state + "' cannot be made")
            && refusal.endsWith("this user's, or name another file"),
        refusal);
  }

  @Test
  void theLock_isTheUsersOnly() throws IOException {
    StateFile.open(folder.resolve("state")).close();
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("state.lock"))));
  }

  @Test
  void read_isWhatWasWrittenLast() throws IOException {
    try (StateFile file = StateFile.open(folder.resolve("state"))) {
      assertEquals(Optional.empty(), file.read());
      file.write(new byte[] {1});
      file.write(CHECKPOINT.encode());
      assertEquals(Optional.of(CHECKPOINT), file.read());
    }
    assertEquals(List.of("state", "state.lock"), names());
  }

  @Test
  void read_aTornFile_isSetAside() throws IOException {
    byte[] torn = {'T', 'S', Checkpoint.VERSION, 4};
    String logged = readRefused(torn);
    assertTrue(logged.contains("because it is torn or no state file ("), logged);
  }

  @Test
  void read_anotherVersion_isSetAside() throws IOException {
    byte[] old = CHECKPOINT.encode();
    old[2] = 1;
    String logged = readRefused(old);
    assertTrue(
        logged.contains(
            "because its format has version 1 and this Tapes reads version "
                + Checkpoint.VERSION
                + "; to go on with its sums, start the Tapes that wrote it"),
        logged);
  }

  private String readRefused(byte[] bytes) throws IOException {
    Path state = folder.resolve("state");
    Files.write(state, bytes);
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    PrintStream before = System.err;
    try (StateFile file = StateFile.open(state)) {
      System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
      assertEquals(Optional.empty(), file.read());
    } finally {
      System.setErr(before);
    }
    List<String> names = names();
    assertEquals(2, names.size(), names.toString());
    assertEquals("state.lock", names.get(0));
    assertTrue(names.get(1).matches("state\\.refused-[0-9]{13,}"), names.toString());
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve(names.get(1))));
    String text = logged.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("the state file '" + state + "' is not used"), text);
    assertTrue(text.contains("it is kept as '" + names.get(1) + "'"), text);
    return text;
  }

  @Test
  void read_whatIsNoFile_isAnErrorAndNotSetAside() throws IOException {
    Path state = folder.resolve("state");
    try (StateFile file = StateFile.open(state)) {
      Files.createDirectory(state);
      String message = assertThrows(IOException.class, file::read).getMessage();
      assertTrue(message.startsWith("the state file '" + state + "' cannot be read ("), message);
    }
    assertTrue(Files.isDirectory(state));
  }

  @Test
  void write_thatFails_leavesNothingBehind() throws IOException {
    Path state = folder.resolve("state");
    try (StateFile file = StateFile.open(state)) {
      Files.createDirectories(state.resolve("in the way"));
      assertThrows(IOException.class, () -> file.write(new byte[] {1}));
    }
    assertEquals(List.of("state", "state.lock"), names());
  }
}
