package io.tapes.distributed.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tapes.distributed.link.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
  @TempDir Path folder;

  private static Place of(Path socket) {
    String address = "ipc://" + socket;
    return Place.of(Endpoint.parse(address), address);
  }

  @Test
  void ofAPathThroughSymbolicLinks_isThatOfTheSocket() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real/deep"));
    Path socket = Files.createFile(real.resolve("s"));
    Files.createSymbolicLink(folder.resolve("folder"), real);
    Files.createSymbolicLink(folder.resolve("socket"), Path.of("folder/s"));
    for (String path : new String[] {"folder/s", "socket", "real/./deep/s", "folder/../deep/s"}) {
      assertEquals(of(socket), of(folder.resolve(path)), path);
    }
    assertNotEquals(of(socket), of(real.resolve("other")));
  }

  @Test
  void ofALinkToWhatDoesNotExistYet_isTheSameOnceItDoes() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("later/on"));
    Path last = Files.createSymbolicLink(folder.resolve("last"), Path.of("link/s"));
    Place before = of(link.resolve("s"));
    assertEquals(before, of(last));
    Path made = Files.createDirectories(folder.resolve("later/on"));
    assertEquals(before, of(link.resolve("s")));
    Path socket = Files.createFile(made.resolve("s"));
    assertEquals(before, of(socket));
    assertEquals(before, of(last));
  }

  @Test
  void ofAFolderThatIsMadeAnew_staysTheSame() throws IOException {
    Path made = Files.createDirectory(folder.resolve("run"));
    Place before = of(made.resolve("s"));
    Files.delete(made);
    Files.createDirectory(folder.resolve("another"));
    Files.createDirectory(made);
    assertEquals(before, of(made.resolve("s")));
  }

  @Test
  void ofAPort_isTheSame_howeverTheHostIsWritten() {
    String[][] pairs = {
      {"tcp://localhost:5555", "tcp://127.0.0.1:5555"},
      {"tcp://[0:0:0:0:0:0:0:1]:5555", "tcp://[::1]:5555"},
      {"tcp://[::1]:05555", "tcp://[::1]:5555"}
    };
    for (String[] pair : pairs) {
      Endpoint one = Endpoint.parse(pair[0]);
      Endpoint other = Endpoint.parse(pair[1]);
      assertEquals(Place.of(one, one.address()), Place.of(other, other.address()), pair[0]);
    }
  }

  @Test
  void ofLinksInACircle_isSomePlace() throws IOException {
    Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    assertEquals(of(folder.resolve("a/s")), of(folder.resolve("a/s")));
  }
}
