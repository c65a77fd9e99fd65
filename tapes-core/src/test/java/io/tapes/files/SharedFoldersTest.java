package io.tapes.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFoldersTest {
  @TempDir Path own;
  private Path open;

  @BeforeEach
  void open() throws IOException {
    open = Planted.openFolder(own.resolve("open"));
  }

  private static void append(Path file, String text) throws IOException {
    try (OutputStream out =
        SharedFolders.open(
            file,
            (path, creating) -> Files.newOutputStream(path, StandardOpenOption.APPEND, creating))) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  @Test
  void open_aFileOfOurs_isMadeAndAppendedTo_inEveryFolder() throws IOException {
    for (Path folder : new Path[] {own, open}) {
      append(folder.resolve("log"), "a");
      append(folder.resolve("log"), "b");
      assertEquals("ab", Files.readString(folder.resolve("log")));
    }
  }

  @Test
  void open_aLinkOfSomebodyElse_whereEverybodyMayMakeFiles_isRefused() throws IOException {
    Planted.requireRoot();
    Path victim = Files.writeString(own.resolve("victim"), "mine");
    Path link = Files.createSymbolicLink(open.resolve("log"), victim);
    Planted.givenAway(link);
    IOException e = assertThrows(IOException.class, () -> append(link, "x"));
    assertEquals(
        "'"
            + link
            + "' is a symbolic link of the user 12345 in a folder where all users may make files;"
            + " remove it, or choose a folder of your own",
        e.getMessage());
    assertEquals("mine", Files.readString(victim));
  }

  @Test
  void open_aLinkOfSomebodyElseThatLeadsNowhere_makesNothing() throws IOException {
    Planted.requireRoot();
    Path nowhere = own.resolve("nologin");
    Planted.givenAway(Files.createSymbolicLink(open.resolve("log"), nowhere));
    assertThrows(IOException.class, () -> append(open.resolve("log"), "x"));
    assertFalse(Files.exists(nowhere));
  }

  @Test
  void open_aFileOfSomebodyElse_whereEverybodyMayMakeFiles_isRefused() throws IOException {
    Planted.requireRoot();
    Path file = Planted.givenAway(Files.writeString(open.resolve("log"), ""));
    assertThrows(IOException.class, () -> append(file, "x"));
    assertEquals(0, Files.size(file));
    Path elsewhere = Planted.givenAway(Files.writeString(own.resolve("log"), ""));
    append(elsewhere, "x");
    assertEquals("x", Files.readString(elsewhere));
  }

  @Test
  void open_aFileInAFolderOfSomebodyElse_whereEverybodyMayMakeFolders_isRefused()
      throws IOException {
    Planted.requireRoot();
    Path folder = Planted.givenAway(Files.createDirectories(open.resolve("folder")));
    Path file = Files.createDirectory(folder.resolve("deep")).resolve("log");
    IOException e = assertThrows(IOException.class, () -> append(file, "x"));
    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith("'" + folder + "' is a folder of the user 12345"));
    assertFalse(Files.exists(file));
    Path link = Planted.givenAway(Files.createSymbolicLink(open.resolve("link"), own));
    assertThrows(IOException.class, () -> append(link.resolve("log"), "x"));
    assertFalse(Files.exists(own.resolve("log")));
  }

  @Test
  void open_aLinkToALinkOfSomebodyElse_isRefused() throws IOException {
    Planted.requireRoot();
    Path victim = Files.writeString(own.resolve("victim"), "mine");
    Path second = Planted.givenAway(Files.createSymbolicLink(open.resolve("second"), victim));
    Path first = Files.createSymbolicLink(own.resolve("first"), second);
    assertThrows(IOException.class, () -> append(first, "x"));
    assertEquals("mine", Files.readString(victim));
  }

  @Test
  void open_aSecondNameOfAFileOfOurs_whereEverybodyMayMakeFiles_isRefused() throws IOException {
    Path victim = Files.writeString(own.resolve("victim"), "mine");
    Path name = Files.createLink(open.resolve("log"), victim);
    assertThrows(IOException.class, () -> append(name, "x"));
    assertEquals("mine", Files.readString(victim));
    append(Files.createLink(own.resolve("log"), victim), "!");
    assertEquals("mine!", Files.readString(victim));
  }

  @Test
  void open_linksOfOurs_areFollowed_toWhatIsNotThereYetToo() throws IOException {
    Path file = own.resolve("file");
    append(Files.createSymbolicLink(open.resolve("link"), file), "a");
    append(Files.createSymbolicLink(own.resolve("relative"), Path.of("file")), "b");
    assertEquals("ab", Files.readString(file));
    assertEquals(file, SharedFolders.checked(own.resolve("relative")));
  }

  @Test
  void open_linksInACircle_orInNoFolder_areErrors() throws IOException {
    Path circle = Files.createSymbolicLink(own.resolve("circle"), Path.of("circle"));
    assertThrows(IOException.class, () -> append(circle, "x"));
    assertThrows(NoSuchFileException.class, () -> append(own.resolve("no/file"), "x"));
  }

  @Test
  void checked_aChainOfFortyLinks_isFollowed_andOneMoreIsRefused() throws IOException {
    Path file = Files.createFile(own.resolve("file"));
    Path last = file;
    for (int i = 1; i <= 40; i++) {
      last = Files.createSymbolicLink(own.resolve("link" + i), last);
    }
    assertEquals(file, SharedFolders.checked(last));
    Path tooMany = Files.createSymbolicLink(own.resolve("link41"), last);
    IOException e = assertThrows(IOException.class, () -> SharedFolders.checked(tooMany));
    assertEquals("'" + tooMany + "' is a chain of more than 40 symbolic links", e.getMessage());
  }

  @Test
  void open_aFileThatIsMadeOrRemovedMeanwhile_isTriedThreeTimes() throws IOException {
    int[] tried = {0};
    Path file = own.resolve("file");
    String opened =
        SharedFolders.open(
            file,
            (path, creating) -> {
              switch (++tried[0]) {
                case 1 -> throw new FileAlreadyExistsException(path.toString());
                case 2 -> throw new NoSuchFileException(path.toString());
                default -> {
                  return "opened";
                }
              }
            });
    assertEquals("opened", opened);
    assertThrows(
        NoSuchFileException.class,
        () ->
            SharedFolders.open(
                file,
                (path, creating) -> {
                  tried[0]++;
                  throw new NoSuchFileException(path.toString());
                }));
    assertEquals(6, tried[0]);
  }

  @Test
  void open_aDescriptorOfThisProcess_isThat() throws IOException {
    Path out = Path.of("/dev/stdout");
    if (Files.exists(out)) {
      assertTrue(Files.exists(SharedFolders.checked(out)));
    }
  }
}
