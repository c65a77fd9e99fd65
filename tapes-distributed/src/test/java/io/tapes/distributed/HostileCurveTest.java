package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305;
import io.tapes.distributed.link.Endpoint;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that speak CURVE until they do not. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileCurveTest {
  private static final int COMMAND = 4;
  private static final int LONG_COMMAND = 6;

  private final CurveKeyPair server = CurveKeyPair.generate();
  private final Random random = new Random(1);

  /** A connection up to the end of the greetings. */
  private static Socket greeted(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(5_000);
    byte[] greeting = new byte[64];
    greeting[0] = (byte) 0xff;
    greeting[9] = 0x7f;
    greeting[10] = 3;
    System.arraycopy("CURVE".getBytes(StandardCharsets.US_ASCII), 0, greeting, 12, 5);
    socket.getOutputStream().write(greeting);
    new DataInputStream(socket.getInputStream()).readFully(new byte[64]);
    return socket;
  }

  private static void command(Socket socket, byte[] body) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + body.length);
    if (body.length > 255) {
      frame.put((byte) LONG_COMMAND).putLong(body.length);
    } else {
      frame.put((byte) COMMAND).put((byte) body.length);
    }
    OutputStream out = socket.getOutputStream();
    out.write(frame.put(body).array(), 0, frame.position());
    out.flush();
  }

  private byte[] named(String name, int length) {
    byte[] body = new byte[Math.max(length, name.length() + 1)];
    random.nextBytes(body);
    body[0] = (byte) name.length();
    System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, body, 1, name.length());
    return body;
  }

  private static byte[] nonce(String prefix, long number) {
    return ByteBuffer.allocate(24)
        .put(prefix.getBytes(StandardCharsets.US_ASCII))
        .putLong(number)
        .array();
  }

  /** Says hello as somebody who knows the public key, and then an INITIATE of that length. */
  private void initiate(int port, int length) throws IOException {
    byte[] mine = new byte[32];
    byte[] secret = new byte[32];
    curve25519xsalsa20poly1305.crypto_box_keypair(mine, secret);
    byte[] key = server.keys().publicKey();
    byte[] box = new byte[32 + 64];
    curve25519xsalsa20poly1305.crypto_box(
        box, new byte[32 + 64], 32 + 64, nonce("CurveZMQHELLO---", 1), key, secret);
    ByteBuffer hello = ByteBuffer.allocate(200);
    hello.put((byte) 5).put("HELLO".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    hello.position(80).put(mine).putLong(1).put(box, 16, 80);
    try (Socket socket = greeted(port)) {
      command(socket, hello.array());
      byte[] welcome = new byte[2 + 168];
      new DataInputStream(socket.getInputStream()).readFully(welcome);
      byte[] opened = new byte[16 + 144];
      byte[] closed = new byte[16 + 144];
      System.arraycopy(welcome, 2 + 24, closed, 16, 144);
      byte[] nonce = Arrays.copyOf("WELCOME-".getBytes(StandardCharsets.US_ASCII), 24);
      System.arraycopy(welcome, 2 + 8, nonce, 8, 16);
      assertEquals(
          0,
          curve25519xsalsa20poly1305.crypto_box_open(
              opened, closed, opened.length, nonce, key, secret));
      byte[] initiate = named("INITIATE", length);
      if (length >= 105) {
        System.arraycopy(opened, 32 + 32, initiate, 9, 96);
      }
      command(socket, initiate);
      socket.setSoTimeout(50);
      while (socket.getInputStream().read() >= 0) {
        // Until it is thrown out.
      }
    } catch (IOException thrownOut) {
      // Or nothing more is said.
    }
  }

  @Test
  void nonsenseAfterTheGreeting_hindersNobody() throws Exception {
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder().address("tcp://127.0.0.1:0").keys(server).build().start()) {
      int port = Endpoint.parse(aggregator.address()).port();
      String[] names = {"HELLO", "INITIATE", "MESSAGE", "READY", "ERROR", "PING", ""};
      for (int i = 0; i < 300; i++) {
        try (Socket socket = greeted(port)) {
          command(socket, named(names[i % names.length], i % 2 == 0 ? 200 : random.nextInt(600)));
        }
      }
      // Of the last ones the library has no room for what they say.
      for (int length : new int[] {9, 112, 113, 257, 300, 497, 512, 513, 514, 1_000, 200_000}) {
        initiate(port, length);
      }
      try (DistributedRegistry worker =
          DistributedRegistry.builder()
              .address(aggregator.address())
              .serverKey(server.publicKey())
              .build()) {
        worker.connect();
        worker.counter("c").increment(7);
        assertTrue(worker.close(Duration.ofSeconds(50)));
      }
      assertEquals(7, aggregator.snapshot().number("c.value"));
      assertTrue(aggregator.snapshot().number("tapes.connections.refused.value") > 40);
      assertEquals(1, aggregator.snapshot().number("tapes.frames.value"));
    }
  }
}
