package io.tapes.distributed.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.Foreign;
import io.tapes.distributed.link.Sharing;
import io.tapes.files.ProcessUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxFoldersTest {
  private static final Place PLACE = new Place("0123456789abcdef0123");
  private static final Place ANOTHER = new Place("ffffffffffffffffffff");

  @TempDir Path temporary;
  private Path memory;

  @BeforeEach
  void memory() throws IOException {
    memory = Files.createDirectory(temporary.resolve("memory")).toRealPath();
    Files.setAttribute(memory, "unix:mode", 01777);
  }

  private BoxFolders folders() {
    return folders(Sharing.NOBODY);
  }

  private BoxFolders folders(Sharing sharing) {
    return new BoxFolders(null, sharing, List.of(memory));
  }

  private static String mode(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }

  @Test
  void own_isOneForEachUserAndPlace_byTheNumberOfTheUser() throws IOException {
    Path own = folders().own(PLACE);
    assertEquals(memory.resolve("tapes-" + ProcessUser.id() + "-" + PLACE.key()), own);
    assertEquals("rwx------", mode(own));
    assertEquals(own, folders().own(PLACE));
    assertNotEquals(own, folders().own(ANOTHER));
  }

  @Test
  void own_whereAnotherUserWasFirst_isAnotherFolder_thatBothSidesFind() throws IOException {
    Foreign.requireRoot();
    Path taken = folders().own(PLACE);
    Foreign.giveAway(taken);
    Path own = folders().own(PLACE);
    assertNotEquals(taken, own);
    assertEquals("rwx------", mode(own));
    assertEquals(own, folders().own(PLACE), "the next one uses it as well");
    assertEquals(List.of(own), folders().believed(PLACE));
  }

  @Test
  void own_whereALinkOfAnotherUserLies_isAnotherFolder() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(
        memory.resolve("tapes-" + ProcessUser.id() + "-" + PLACE.key()), elsewhere);
    Path own = folders().own(PLACE);
    assertTrue(own.startsWith(memory));
    assertFalse(Files.isSymbolicLink(own));
    assertEquals(List.of(own), folders().believed(PLACE));
  }

  @Test
  void own_whereNothingMayBeMadeInMemory_isInTheNextFolder() throws IOException {
    BoxFolders folders =
        new BoxFolders(null, Sharing.NOBODY, List.of(memory.resolve("missing"), temporary));
    assertEquals(temporary.toRealPath(), folders.own(PLACE).getParent());
    assertEquals(1, folders.believed(PLACE).size());
  }

  @Test
  void believed_areThoseOfThisUser_ofRoot_andOfTheGroup() throws IOException {
    Foreign.requireRoot();
    Path shared = folders(new Sharing("" + Foreign.SOMEBODY)).own(PLACE);
    assertEquals("rwxrwx---", mode(shared));
    assertEquals(Foreign.SOMEBODY, Files.getAttribute(shared, "unix:gid"));
    assertEquals(List.of(shared), folders(new Sharing("" + Foreign.SOMEBODY)).believed(PLACE));
    Foreign.giveAway(shared);
    assertEquals(List.of(shared), folders(new Sharing("" + Foreign.SOMEBODY)).believed(PLACE));
    assertEquals(List.of(), folders().believed(PLACE), "another user's");
    assertEquals(List.of(), folders(new Sharing("54321")).believed(PLACE), "another group's");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals(List.of(), folders(new Sharing("" + Foreign.SOMEBODY)).believed(PLACE));
  }

  @Test
  void believed_areNoFoldersThatOnlyLookAlike() throws IOException {
    // The first one is as the JDK calls temporary folders, empty until their owner uses them.
    for (String name :
        List.of(
            "tapes-demo-10956275420931670839", "tapes-x-" + PLACE.key(), "tapes--" + PLACE.key())) {
      privateFolder(name);
    }
    assertEquals(List.of(), folders().believed(PLACE));
    Path usual = privateFolder("tapes-user-" + PLACE.key());
    assertEquals(List.of(usual), folders().believed(PLACE));
  }

  private Path privateFolder(String name) throws IOException {
    return Files.createDirectory(
        memory.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Test
  void own_aChosenFolder_thatOthersMayEnter_isRefusedWithTheRemedy() throws IOException {
    Path chosen = Files.createDirectory(temporary.resolve("chosen"));
    Files.setPosixFilePermissions(chosen, PosixFilePermissions.fromString("rwxr-x---"));
    BoxFolders folders = new BoxFolders(chosen, Sharing.NOBODY);
    String message =
        String.valueOf(assertThrows(IOException.class, () -> folders.own(PLACE)).getMessage());
    assertTrue(message.contains("may use it; make it this user's alone"), message);
  }

  @Test
  void own_forAGroupThatDoesNotExist_saysSo() {
    String message =
        String.valueOf(
            assertThrows(IOException.class, () -> folders(new Sharing("no-such-group")).own(PLACE))
                .getMessage());
    assertTrue(message.contains("there is no group 'no-such-group'"), message);
  }

  @Test
  void leave_removesWhatIsEmpty_andNothingElse() throws IOException {
    Path own = folders().own(PLACE);
    Path box = Files.createFile(own.resolve("a.box"));
    folders().leave(own);
    assertTrue(Files.exists(box));
    Files.delete(box);
    folders().leave(own);
    assertFalse(Files.exists(own));
  }
}
