package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every cause for which an aggregator cannot start: it is said with its remedy, leaves nothing open
 * behind, and when it is gone the same aggregator starts.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StartFailureTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;
  private Path socket;
  private Path state;
  private Path boxes;

  /** Makes what was in the way go away. */
  @FunctionalInterface
  private interface Remedy {
    void apply() throws Exception;
  }

  @BeforeEach
  void paths() throws IOException {
    folder = folder.toRealPath();
    socket = folder.resolve("a.ipc");
    state = folder.resolve("state");
    boxes = folder.resolve("boxes");
  }

  private RegistryAggregatorBuilder settings() {
    return RegistryAggregator.builder()
        .address("ipc://" + socket)
        .state(state)
        .blackBoxFolder(boxes);
  }

  private static String refusal(RegistryAggregator aggregator) {
    return String.valueOf(assertThrows(UncheckedIOException.class, aggregator::start).getMessage());
  }

  /** Refused a few times, and nothing is left open; then the remedy, and it works. */
  private void refused(RegistryAggregatorBuilder settings, String sentence, Remedy remedy)
      throws Exception {
    List<String> threads = Opened.threads();
    try (RegistryAggregator aggregator = settings.build()) {
      assertEquals(sentence, refusal(aggregator));
      // The first time classes are loaded, from files that stay open.
      List<String> files = Opened.files();
      for (int i = 0; i < 3; i++) {
        assertEquals(sentence, refusal(aggregator));
        assertEquals(files, Opened.files());
      }
      Await.until("the end of the threads", () -> threads.containsAll(Opened.threads()));
      remedy.apply();
      works(aggregator);
    }
    Await.until("the end of the threads", () -> threads.containsAll(Opened.threads()));
  }

  private static void works(RegistryAggregator aggregator) {
    aggregator.start();
    double before =
        aggregator.snapshot().at("c").isPresent() ? aggregator.snapshot().number("c.value") : 0;
    try (DistributedRegistry registry =
        DistributedRegistry.builder().address(aggregator.address()).blackBox(false).build()) {
      registry.connect();
      registry.counter("c").increment();
      assertTrue(registry.close(LONG));
      assertEquals(before + 1, aggregator.snapshot().number("c.value"));
    }
  }

  private String cannotListen(String why) {
    return "the aggregator cannot listen on 'ipc://" + socket + "': " + why;
  }

  private String cannotStart(String why) {
    return "the aggregator on 'ipc://" + socket + "' cannot start: " + why;
  }

  @Test
  void aFolderOfTheSocketThatIsMissing() throws Exception {
    Path later = folder.resolve("later");
    socket = later.resolve("a.ipc");
    refused(
        settings(),
        cannotListen(
            "the folder '" + later + "' of the socket file does not exist; create it first"),
        () -> Files.createDirectory(later));
  }

  @Test
  void somethingElseAtThePathOfTheSocket() throws Exception {
    Files.writeString(socket, "somebody's");
    refused(
        settings(),
        cannotListen(
            "'" + socket + "' exists and is not a socket; choose another path or move it away"),
        () -> Files.delete(socket));
  }

  @Test
  void aLivingAggregatorAtThePath() throws Exception {
    // In another process: it opens files of its own for each that looks whether it lives.
    ChildJvm other = new ChildJvm(AggregatorMain.class, "ipc://" + socket, state + ".other");
    assertEquals("READY", other.readLine());
    refused(
        settings(),
        cannotListen(
            "an aggregator listens on '" + socket + "' already; stop it or choose another path"),
        () -> {
          other.signal("TERM");
          other.exitStatus();
        });
    other.close();
  }

  @Test
  void aLivingAggregatorAtThePath_whoseSocketFileIsGone() throws Exception {
    ChildJvm other =
        new ChildJvm(AggregatorMain.class, "ipc://" + socket, state + ".other", "" + boxes);
    assertEquals("READY", other.readLine());
    other.signal("STOP");
    Files.delete(socket);
    refused(
        settings(),
        cannotListen(
            "an aggregator listens there already, though its socket file is gone; stop it or choose"
                + " another path"),
        other::close);
  }

  @Test
  void aPortInUse() throws Exception {
    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    String address = "tcp://127.0.0.1:" + taken.getLocalPort();
    refused(
        settings().address(address),
        "the aggregator cannot listen on '"
            + address
            + "': the address is in use already; stop who uses it or choose another one",
        taken::close);
  }

  @Test
  void anAddressOfAnotherMachine_orOfNone() {
    CurveKeyPair keys = CurveKeyPair.generate();
    // An address for documentation, which nobody has.
    String message = refusal(settings().address("tcp://192.0.2.1:5555").keys(keys).build());
    assertTrue(message.endsWith("use one that is, or tcp://0.0.0.0:PORT for all of them"), message);
    message = refusal(settings().address("tcp://no-such-host.invalid:5555").keys(keys).build());
    assertTrue(message.endsWith("the host name has no address; use one of this machine"), message);
  }

  @Test
  void aGroupThatIsUnknown() throws Exception {
    try (RegistryAggregator aggregator = settings().group("no-such-group").build()) {
      String message = refusal(aggregator);
      assertTrue(message.startsWith(cannotStart("")) || message.startsWith(cannotListen("")));
      assertTrue(message.contains("this user must be a member of it"), message);
      assertTrue(Files.notExists(socket));
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertTrue(left.noneMatch(file -> file.getFileName().toString().startsWith(".t")));
    }
  }

  @Test
  void aFolderOfTheStateFileThatIsMissing() throws Exception {
    Path later = folder.resolve("later");
    refused(
        settings().state(later.resolve("state")),
        cannotStart("the folder '" + later + "' of the state file does not exist; create it first"),
        () -> Files.createDirectory(later));
  }

  @Test
  void aStateFileThatIsAFolder() throws Exception {
    Files.createDirectory(state);
    refused(
        settings(),
        cannotStart("the state file '" + state + "' is a folder; name a file in it"),
        () -> Files.delete(state));
  }

  private String inUse() {
    return cannotStart(
        "another aggregator uses the state file '" + state + "'; stop it or name another file");
  }

  @Test
  void aStateFileOfAnotherProcess() throws Exception {
    ChildJvm other =
        new ChildJvm(
            AggregatorMain.class, "ipc://" + folder.resolve("b.ipc"), "" + state, "" + boxes);
    assertEquals("READY", other.readLine());
    refused(settings(), inUse(), other::close);
  }

  @Test
  void aStateFileOfThisProcess_staysLockedForOthers() throws Exception {
    RegistryAggregator other = settings().address("ipc://" + folder.resolve("b.ipc")).build();
    other.start();
    refused(
        settings(),
        inUse(),
        () -> {
          // Looking at the lock here must not have given it up for others.
          try (ChildJvm third =
              new ChildJvm(RestartMain.class, "ipc://" + socket, "" + state, "" + boxes)) {
            assertEquals(inUse(), third.ask("start"));
          }
          other.close();
        });
  }

  @Test
  void whatWasKept_isThereOnce_howeverOftenTheStartFailed() throws Exception {
    try (RegistryAggregator past = settings().build()) {
      works(past);
    }
    RegistryAggregator inTheWay =
        RegistryAggregator.builder().address("tcp://127.0.0.1:0").build().start();
    RegistryAggregatorBuilder settings = settings().address(inTheWay.address());
    try (RegistryAggregator aggregator = settings.build()) {
      for (int i = 0; i < 3; i++) {
        refusal(aggregator);
        assertFalse(aggregator.snapshot().at("c").isPresent());
      }
      inTheWay.close();
      aggregator.start();
      assertEquals(1, aggregator.snapshot().number("c.value"));
      works(aggregator);
    }
  }

  private void boxesRefused(String why, Remedy remedy) throws Exception {
    String sentence = cannotStart("the folder '" + boxes + "' " + why);
    refused(settings(), sentence, remedy);
    // The same where the address is a port, and is bound before.
    String port = "tcp://127.0.0.1:0";
    boxes = folder.resolve("more boxes");
    Files.writeString(boxes, "");
    refused(
        settings().address(port),
        "the aggregator on '"
            + port
            + "' cannot start: the folder '"
            + boxes
            + "' is not used: it is not a folder; move it away or name another one",
        () -> Files.delete(boxes));
  }

  @Test
  void aFolderOfBlackBoxesThatIsAFile() throws Exception {
    Files.writeString(boxes, "");
    boxesRefused(
        "is not used: it is not a folder; move it away or name another one",
        () -> Files.delete(boxes));
  }

  @Test
  void aFolderOfBlackBoxesInNoFolder() throws Exception {
    Path later = folder.resolve("later");
    boxes = later.resolve("boxes");
    boxesRefused(
        "cannot be made (no such file or folder); make the one above it, and let this user write"
            + " there",
        () -> Files.createDirectory(later));
  }

  @Test
  void aFolderOfBlackBoxesThatEverybodyMayUse() throws Exception {
    Files.createDirectory(boxes);
    Files.setPosixFilePermissions(boxes, PosixFilePermissions.fromString("rwxrwxrwx"));
    boxesRefused(
        "is not used: all users may use it; make it this user's alone, or remove it",
        () -> Files.setPosixFilePermissions(boxes, PosixFilePermissions.fromString("rwx------")));
  }
}
