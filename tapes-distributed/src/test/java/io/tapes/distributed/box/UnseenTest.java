package io.tapes.distributed.box;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distributed.Foreign;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.Sharing;
import io.tapes.distributed.wire.Id;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each cause for which a black box is not seen has a sentence of its own. */
class UnseenTest {
  private static final Place PLACE = new Place("0123456789abcdef0123");

  @TempDir Path temporary;
  private Path boxes;
  private Endpoint endpoint;

  @BeforeEach
  void listen() throws IOException {
    boxes = Files.createDirectory(temporary.resolve("boxes"));
    Path socket = temporary.resolve("a.ipc");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket))
        .close();
    endpoint = Endpoint.parse("ipc://" + socket);
  }

  private void assertSays(String expected) {
    String why = Unseen.why(boxes, endpoint);
    assertTrue(why.startsWith(expected), why);
  }

  @Test
  void aFolderThatIsGone() throws IOException {
    Files.delete(boxes);
    assertSays("the folder was removed while this process runs");
  }

  @Test
  void anAggregatorOfAnotherUser() throws IOException {
    Foreign.requireRoot();
    Foreign.giveAway(temporary.resolve("a.ipc"));
    assertSays("it runs as the user 12345, and the folder is of the user 0; let both share it");
  }

  @Test
  void anAggregatorOfAnotherPlace() throws IOException {
    try (AggregatorLockFile another =
        AggregatorLockFile.place(AggregatorLockFile.path(boxes, PLACE), Id.random(), Sharing.NOBODY)
            .orElseThrow()) {
      assertTrue(another.isThere());
      assertSays("it listens on another socket or port than this worker's address says");
    }
  }

  @Test
  void anAggregatorThatSeesAnotherFolder() {
    assertSays("it runs in another container, sees another '" + temporary + "'");
  }
}
