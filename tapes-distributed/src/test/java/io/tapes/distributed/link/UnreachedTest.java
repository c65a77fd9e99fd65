package io.tapes.distributed.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.ChildJvm;
import io.tapes.distributed.Foreign;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.distributed.link.Unreached.Stage;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.ZMonitor.Event;

/** Each cause of a failed connection has a sentence of its own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnreachedTest {
  @TempDir Path folder;

  private Path socket() {
    return folder.resolve("a.ipc");
  }

  private String why() {
    return Unreached.why(Endpoint.parse("ipc://" + socket()), false, Stage.NOTHING);
  }

  private ServerSocketChannel listen(int backlog) throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket()), backlog);
  }

  private void assertSays(String expected, String actual) {
    assertTrue(actual.startsWith(expected), actual);
  }

  @Test
  void withoutASocketFile_itSaysSo() {
    assertSays("there is no such socket file: no aggregator has been started there", why());
  }

  @Test
  void onASocketFileThatADeadAggregatorLeft_itSaysSo() throws IOException {
    listen(1).close();
    assertSays("no process listens on that socket file: its aggregator has ended", why());
  }

  @Test
  void onWhatIsNoSocket_itSaysSo() throws IOException {
    Files.createFile(socket());
    assertSays("what lies at that path is not a socket", why());
  }

  @Test
  void onAFullQueue_itSaysSo() throws IOException {
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel listener = listen(1)) {
      assertThrows(
          SocketException.class,
          () -> {
            while (listener.isOpen()) {
              SocketChannel next = SocketChannel.open(StandardProtocolFamily.UNIX);
              waiting.add(next);
              next.configureBlocking(false);
              next.connect(UnixDomainSocketAddress.of(socket()));
            }
          });
      assertSays("more connect to it at once than it takes up", why());
    } finally {
      for (SocketChannel each : waiting) {
        each.close();
      }
    }
  }

  @Test
  void onASocketOfAnotherUser_permissionIsDenied() throws Exception {
    Foreign.requireRoot();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    String classPath = Foreign.classPath(Files.createDirectory(folder.resolve("classes")));
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder().address("ipc://" + socket()).build().start();
        ChildJvm somebody =
            new ChildJvm(
                Foreign.asSomebody(), classPath, UnreachedMain.class, aggregator.address())) {
      assertEquals(
          "permission is denied: the socket file is of the user 0; run as that one, or let both"
              + " share it by one group, see group()",
          somebody.readLine());
    }
  }

  @Test
  void ofASocketFile_keysAreNeverTheCause() {
    Endpoint ipc = Endpoint.parse("ipc://" + socket());
    for (Stage stage : List.of(Stage.NOTHING, Stage.CONNECTED, Stage.GREETED)) {
      assertFalse(Unreached.why(ipc, false, stage).contains("key"), stage.name());
    }
  }

  @Test
  void whoseKeysAreMissing_isSaid() {
    Endpoint tcp = Endpoint.parse("tcp://127.0.0.1:5555");
    assertTrue(
        Unreached.why(tcp, true, Stage.CONNECTED).contains("uses no keys and this worker does"));
    assertTrue(
        Unreached.why(tcp, false, Stage.CONNECTED).contains("uses keys and this worker does not"));
    assertSays("no process listens on that port", Unreached.why(tcp, false, Stage.NOTHING));
  }

  private static Stage after(Connection.Attempt attempt, Event... events) {
    for (Event event : events) {
      attempt.consume(event);
    }
    return attempt.reached();
  }

  @Test
  void afterAConnectionThatWasServed_nothingOfItsHandshakeIsKept() {
    Connection.Attempt attempt = new Connection.Attempt();
    assertEquals(Stage.GREETED, after(attempt, Event.CONNECTED, Event.HANDSHAKE_PROTOCOL));
    attempt.subscribed(true);
    assertEquals(Stage.NOTHING, after(attempt, Event.DISCONNECTED));
    assertEquals(Stage.NOTHING, after(attempt, Event.CONNECT_RETRIED, Event.CONNECT_RETRIED));
  }

  @Test
  void whileEachConnectionEndsAfterTheGreeting_thatIsKept_untilThereIsNoneAnyMore() {
    Connection.Attempt attempt = new Connection.Attempt();
    for (int i = 0; i < 3; i++) {
      assertEquals(
          Stage.GREETED,
          after(
              attempt,
              Event.CONNECTED,
              Event.HANDSHAKE_PROTOCOL,
              Event.DISCONNECTED,
              Event.CONNECT_RETRIED));
      assertEquals(Stage.GREETED, after(attempt, Event.CONNECTED, Event.DISCONNECTED));
      assertEquals(Stage.GREETED, after(attempt, Event.CONNECT_RETRIED));
    }
    assertEquals(Stage.NOTHING, after(attempt, Event.CONNECT_RETRIED));
  }
}
