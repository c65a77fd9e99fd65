package io.tapes.spectator;

import io.tapes.reporters.spectatord.SpectatordLocation;
import io.tapes.reporters.transport.UdpSender;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;

/** Sends lines as UDP datagrams, in the thread that records. */
final class UdpWriter extends LineWriter {
  private final UdpSender udp;

  /** How many lines left last, of which it may turn out that nothing listened. */
  private int doubtful;

  UdpWriter(SpectatordLocation to, int bufferBytes) {
    super(bufferBytes, to.isLocal() ? LOCAL_BYTES : REMOTE_BYTES);
    udp = new UdpSender(to.host(), to.port());
    udp.lookUp();
  }

  @Override
  void carry(ByteBuffer lines, int count) throws IOException {
    try {
      send(lines, count);
    } catch (PortUnreachableException e) {
      refused();
      send(lines, count); // something may listen by now
    }
  }

  private void send(ByteBuffer lines, int count) throws IOException {
    if (!udp.send(lines)) {
      throw new IOException("no room for a datagram to " + udp.destination());
    }
    doubtful = count;
  }

  private void refused() {
    lost(doubtful, "nothing listens at " + udp.destination(), null);
    doubtful = 0;
  }

  @Override
  void end() {
    if (udp.wasRefused()) {
      refused();
    }
    udp.close();
  }
}
