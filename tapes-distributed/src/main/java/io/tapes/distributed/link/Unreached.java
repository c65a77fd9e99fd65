package io.tapes.distributed.link;

import io.tapes.files.ProcessUser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Why a worker finds no aggregator, and what to do about it. Any thread. */
final class Unreached {
  /** How far an attempt to connect came. */
  enum Stage {
    /** There was no connection. */
    NOTHING,
    /** There was one, and no greeting. */
    CONNECTED,
    /** The other side greeted, and asked for nothing. */
    GREETED,
    /** It said that it does not want this worker. */
    REFUSED
  }

  private Unreached() {}

  /**
   * The rest of a sentence.
   *
   * @param keys whether this worker encrypts
   * @param reached how far the last attempt came
   */
  static String why(Endpoint endpoint, boolean keys, Stage reached) {
    Path file = endpoint.file();
    return switch (reached) {
      case NOTHING -> file != null ? unconnected(file) : unconnected(endpoint);
      case CONNECTED ->
          file != null
              ? "something listens there and does not greet: it is stopped," + " or no aggregator"
              : ungreeted(keys);
      case GREETED ->
          keys
              ? "it does not go on after the greeting: its key is not the one that this worker"
                  + " expects, or it is no aggregator of this version; set its public key by"
                  + " serverKey(key)"
              : "it greets and asks for nothing: it is no aggregator, or one of another version";
      case REFUSED ->
          "it does not allow this worker's key; add its public key to the list of those"
              + " that are allowed";
    };
  }

  private static String ungreeted(boolean keys) {
    return keys
        ? "it ends the connection without a greeting: it uses no keys and this worker does, or it is"
            + " stopped, or no aggregator; give it keys, or leave out serverKey(key)"
        : "it ends the connection without a greeting: it uses keys and this worker does not, or it"
            + " is stopped, or no aggregator; set its public key by serverKey(key)";
  }

  private static String unconnected(Endpoint endpoint) {
    return endpoint.isLocal()
        ? "no process listens on that port; start the aggregator"
        : "no answer from there: its name is unknown, no aggregator listens, or a firewall keeps"
            + " packets out";
  }

  /** Connects once more, because the library does not say why it could not. */
  private static String unconnected(Path file) {
    try {
      if (!Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
        return "what lies at that path is not a socket; choose another path";
      }
    } catch (NoSuchFileException absent) {
      return "there is no such socket file: no aggregator has been started there, or this process"
          + " sees another folder of that name, as in a container of its own";
    } catch (IOException e) {
      return e instanceof AccessDeniedException
          ? "permission is denied: this user may not enter the folder of the socket file"
          : "the socket file cannot be looked at: " + e;
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(file));
      return "it was not there a moment ago, and listens now";
    } catch (ConnectException refused) {
      return "no process listens on that socket file: its aggregator has ended; start it again";
    } catch (IOException e) {
      return Files.isWritable(file)
          ? "more connect to it at once than it takes up, or it is stopped ("
              + e.getMessage()
              + "); the limit of the kernel is net.core.somaxconn"
          : "permission is denied: the socket file is of "
              + owner(file)
              + "; run as that one, or let both share it by one group, see group()";
    }
  }

  private static String owner(Path file) {
    try {
      return ProcessUser.isKnown()
          ? "the user " + Files.getAttribute(file, "unix:uid")
          : "another user";
    } catch (IOException gone) {
      return "another user";
    }
  }
}
