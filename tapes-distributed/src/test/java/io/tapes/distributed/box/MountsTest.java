package io.tapes.distributed.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two processes mean by a path, according to the mounts that each of them sees. */
class MountsTest {
  private static final List<String> HOST =
      List.of(
          "26 1 254:0 / / rw,relatime - ext4 /dev/vda rw",
          "24 26 0:22 / /run rw - tmpfs tmpfs rw",
          "29 26 254:1 / /srv/a\\040b\\134c rw - ext4 /dev/vdb rw");

  private static List<String> container(int overlay, String volume) {
    return List.of(
        "100 1 0:" + overlay + " / / rw - overlay overlay rw",
        "101 100 254:0 /var/volumes/" + volume + " /sockets rw - ext4 /dev/vda rw");
  }

  private static String identify(String path, List<String> table) {
    return Mounts.identify(Path.of(path), table);
  }

  @Test
  void aFile_isNamedByItsDevice_andItsPathThere() {
    assertEquals("254:0 /data/x.ipc", identify("/data/x.ipc", HOST));
    assertEquals("0:22 /app/x.ipc", identify("/run/app/x.ipc", HOST));
    assertEquals("254:0 /running/x.ipc", identify("/running/x.ipc", HOST));
    assertEquals("254:1 /x.ipc", identify("/srv/a b\\c/x.ipc", HOST));
  }

  @Test
  void onePathInTwoContainers_isTwoFiles() {
    assertNotEquals(
        identify("/data/x.ipc", container(51, "a")), identify("/data/x.ipc", container(52, "a")));
    assertNotEquals(
        identify("/sockets/x.ipc", container(51, "a")),
        identify("/sockets/x.ipc", container(52, "b")));
  }

  @Test
  void aSharedVolume_isOneFile_whereverItIsMounted() {
    assertEquals(
        identify("/var/volumes/a/x.ipc", HOST), identify("/sockets/x.ipc", container(51, "a")));
  }

  @Test
  void ofTwoMountsOnOneFolder_theLaterOneIsSeen() {
    List<String> twice =
        List.of(
            "24 23 0:22 / /dev/shm rw - tmpfs tmpfs rw", "29 24 0:26 / /dev/shm rw - tmpfs a rw");
    assertEquals("0:26 /x", identify("/dev/shm/x", twice));
  }

  @Test
  void withoutATable_itIsThePath() {
    assertEquals("/data/x", identify("/data/x", List.of("", "what is this")));
  }
}
