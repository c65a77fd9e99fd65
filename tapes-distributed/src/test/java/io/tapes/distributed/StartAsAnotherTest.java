package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.files.ProcessUser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The causes of a failed start that root does not know, in a process of somebody else's, and those
 * that take a process of its own. As in {@link StartFailureTest}, each is said, leaves nothing
 * open, and can be put right.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StartAsAnotherTest {
  private static final String LISTENS = "it listens";

  @TempDir Path folder;
  private Path home;
  private Path socket;
  private Path state;

  /** Makes what was in the way go away. */
  @FunctionalInterface
  private interface Remedy {
    void apply() throws Exception;
  }

  @BeforeEach
  void home() throws IOException {
    folder = folder.toRealPath();
    mode(folder, "rwxr-xr-x");
    home = Files.createDirectory(folder.resolve("home"));
    if (isRoot()) {
      Foreign.giveAway(home);
    }
    socket = home.resolve("a.ipc");
    state = home.resolve("state");
  }

  private static boolean isRoot() {
    return ProcessUser.isKnown() && ProcessUser.id() == 0;
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  /** A process for which modes count. */
  private ChildJvm child(List<String> programs, String address) throws IOException {
    List<String> all = new ArrayList<>(programs);
    String classPath = System.getProperty("java.class.path");
    if (isRoot()) {
      all.addAll(Foreign.asSomebody());
      classPath = Foreign.classPath(Files.createDirectory(folder.resolve("classes")));
    }
    return new ChildJvm(
        all, classPath, RestartMain.class, address, "" + state, "" + home.resolve("boxes"));
  }

  private void refused(String sentence, Remedy remedy) throws Exception {
    try (ChildJvm child = child(List.of(), "ipc://" + socket)) {
      refused(child, sentence, remedy);
    }
  }

  private static void refused(ChildJvm child, String sentence, Remedy remedy) throws Exception {
    assertEquals(sentence, child.ask("start"));
    String files = child.ask("files"); // classes are loaded from files that stay open
    for (int i = 0; i < 3; i++) {
      assertEquals(sentence, child.ask("start"));
      assertEquals(files, child.ask("files"));
    }
    Await.until("the end of the threads", () -> child.ask("threads").equals("[]"));
    remedy.apply();
    assertEquals(LISTENS, child.ask("start"));
    assertEquals("true", child.ask("deliver"));
    assertEquals("1.0", child.ask("count"));
  }

  private String cannotListen(String why) {
    return "the aggregator cannot listen on 'ipc://" + socket + "': " + why;
  }

  private String cannotStart(String why) {
    return "the aggregator on 'ipc://" + socket + "' cannot start: " + why;
  }

  @Test
  void aFolderOfTheSocketThatMayNotBeWrittenTo() throws Exception {
    Path closed = Files.createDirectory(home.resolve("closed"));
    socket = closed.resolve("a.ipc");
    mode(closed, "r-xr-xr-x");
    refused(
        cannotListen(
            "no file can be made in the folder '"
                + closed
                + "' of the socket file (permission denied); make it one that this user may write"
                + " to, or choose another path"),
        () -> mode(closed, "rwxrwxrwx"));
  }

  @Test
  void aSocketOfAnotherUser() throws Exception {
    Foreign.requireRoot();
    try (ServerSocketChannel others = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      others.bind(UnixDomainSocketAddress.of(socket));
      mode(socket, "rw-------");
      refused(
          cannotListen(
              "'"
                  + socket
                  + "' is a socket to which this user may not connect (Permission denied); choose"
                  + " another path, or have its owner remove it"),
          () -> Files.delete(socket));
    }
  }

  @Test
  void aPortThatNeedsPrivileges() throws Exception {
    Foreign.requireRoot();
    List<String> network =
        List.of("unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$0\" \"$@\"");
    try (ChildJvm child = child(network, "tcp://127.0.0.1:80")) {
      refused(
          child,
          "the aggregator cannot listen on 'tcp://127.0.0.1:80': this user may not listen there;"
              + " choose a port above 1023",
          () ->
              assertEquals(
                  0,
                  new ProcessBuilder(
                          "nsenter",
                          "--target",
                          "" + child.pid(),
                          "--net",
                          "sh",
                          "-c",
                          "echo 80 > /proc/sys/net/ipv4/ip_unprivileged_port_start")
                      .inheritIO()
                      .start()
                      .waitFor()));
    }
  }

  @Test
  void aStateFileThatCannotBeLocked() throws Exception {
    Path closed = Files.createDirectory(home.resolve("closed"));
    state = closed.resolve("state");
    mode(closed, "r-xr-xr-x");
    refused(
        cannotStart(
            "the lock 'state.lock' beside the state file '"
                + state
                + "' cannot be made or opened (permission denied); make its folder, and what is in"
                + " it, this user's, or name another file"),
        () -> mode(closed, "rwxrwxrwx"));
  }

  @Test
  void aStateFileThatCannotBeRead() throws Exception {
    Files.writeString(state, "");
    mode(state, "---------");
    refused(
        cannotStart(
            "the state file '"
                + state
                + "' cannot be read (permission denied); make it a file that this user may read, or"
                + " name another one"),
        () -> Files.delete(state));
  }

  @Test
  void aDamagedStateFileThatCannotBeSetAside() throws Exception {
    Path closed = Files.createDirectory(home.resolve("closed"));
    state = Files.writeString(closed.resolve("state"), "torn");
    Path lock = Files.createFile(closed.resolve("state.lock"));
    mode(lock, "rw-rw-rw-");
    mode(closed, "r-xr-xr-x");
    refused(
        cannotStart(
            "the state file '"
                + state
                + "' is not used, because it is torn or no state file (4 bytes are too few for a"
                + " message), and cannot be set aside (permission denied); move it away"),
        () -> mode(closed, "rwxrwxrwx"));
  }

  @Test
  void noMoreFilesThatMayBeOpened_isTheSameForWorkersThatConnect() throws Exception {
    List<String> few = List.of("bash", "-c", "ulimit -n 200; exec \"$@\"", "bash");
    String sentence =
        "this process has as many files open as it may; let it have more ('ulimit -n'), or close"
            + " some";
    try (ChildJvm child = child(few, "ipc://" + socket)) {
      // What loads classes opens files, too: so all that is needed is there before.
      Files.writeString(socket, "in the way");
      assertTrue(child.ask("start").startsWith(cannotListen("")));
      Files.delete(socket);
      assertEquals("done", child.ask("hoard"));
      for (int i = 0; i < 3; i++) {
        assertEquals(cannotStart(sentence), child.ask("start"));
      }
      assertEquals("done", child.ask("release"));
      assertEquals(LISTENS, child.ask("start"));
      assertEquals("true", child.ask("deliver"));
      assertEquals("done", child.ask("hoard"));
      assertEquals(
          "the registry to 'ipc://"
              + socket
              + "' cannot connect: no pipe could be opened: "
              + sentence
              + "; true",
          child.ask("deliver"));
      assertEquals("2.0", child.ask("count"));
    }
  }
}
