package io.tapes.distributed.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void relativeAndAbsolutePaths_areSocketFiles() {
    assertEquals(Path.of("tapes_metrics.ipc"), Endpoint.parse("ipc://tapes_metrics.ipc").file());
    assertEquals(Path.of("/run/a b.ipc"), Endpoint.parse("ipc:///run/a b.ipc").file());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://localhost:1",
        "tcp://127.0.0.1:5555",
        "tcp://[::1]:65535",
        "tcp://[0:0:0:0:0:0:0:1]:1"
      })
  void loopback_isAllowed(String address) {
    assertTrue(Endpoint.parse(address).port() > 0);
    assertTrue(Endpoint.parse(address).isLocal());
  }

  /** A box is found under the address, so both sides must write it alike. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp://[0:0:0:0:0:0:0:1]:5555 | tcp://[::1]:5555",
        "tcp://[::0001]:05555 | tcp://[::1]:5555",
        "tcp://[0::0]:5555 | tcp://[::]:5555",
        "tcp://[FE80::A]:5555 | tcp://[fe80:0:0:0:0:0:0:a]:5555",
        "tcp://localhost:5555 | tcp://127.0.0.1:5555",
        "tcp://127.000.000.001:5555 | tcp://127.0.0.1:5555",
        "tcp://metrics.example:5555 | tcp://metrics.example:5555",
        "tcp://*:5555 | tcp://*:5555",
      })
  void addresses_areWrittenInOneWay(String address, String normalised) {
    assertEquals(normalised, Endpoint.parse(address).address());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | unknown form; use 'ipc://PATH'",
        "tapes.ipc | or 'tcp://HOST:PORT' with keys",
        "inproc://x | unknown form",
        "http://127.0.0.1:80 | unknown form",
        "tcp://127.0.0.1 | unknown form",
        "tcp://127.0.0.1:x | unknown form",
        "tcp://:5555 | has no host",
        "tcp://127.0.0.1:65536 | ports end at 65535",
        "ipc:// | has no path",
        "ipc://* | has no path",
      })
  void otherAddresses_areRefusedWithASentence(String address, String part) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(address)).getMessage();
    assertTrue(message.contains(part), message);
    assertTrue(message.contains("'" + address + "'"), message);
  }

  @Test
  void pathsLongerThanASocketFileMayHave_areRefused() {
    assertEquals(0, Endpoint.parse("ipc://" + "x".repeat(106)).port());
    for (String path : new String[] {"x".repeat(107), "é".repeat(53) + "x"}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Endpoint.parse("ipc://" + path))
              .getMessage();
      assertTrue(message.contains("107 bytes"), message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:0", "tcp://0.0.0.0:1", "tcp://*:1", "tcp://[::]:1"})
  void workers_needAHostAndAPort(String address) {
    assertThrows(IllegalArgumentException.class, () -> Endpoint.parseRemote(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://*:5555",
        "tcp://0.0.0.0:5555",
        "tcp://[::]:5555",
        "tcp://10.0.0.1:5555",
        "tcp://example.com:5555",
        "tcp://127.0.0.1.example.com:5555",
        "tcp://localhost.example.com:5555",
        "tcp://LOCALHOST:5555"
      })
  void whatOtherHostsMayReach_needsKeys(String address) {
    Endpoint endpoint = Endpoint.parse(address);
    String message =
        assertThrows(IllegalArgumentException.class, () -> endpoint.check(false, "call keys"))
            .getMessage();
    assertTrue(message.contains("'" + address + "'") && message.contains("call keys"), message);
    endpoint.check(true, "");
  }

  @Test
  void socketFiles_haveNoUseForKeys() {
    Endpoint endpoint = Endpoint.parse("ipc://x");
    endpoint.check(false, "");
    assertThrows(IllegalArgumentException.class, () -> endpoint.check(true, ""));
  }

  @Test
  void aPortThatWasChosen_takesThePlaceOfZero() {
    assertEquals("tcp://[::1]:42", Endpoint.parse("tcp://[::1]:0").bound("tcp://[0:0::1]:42"));
    assertEquals("tcp://*:1", Endpoint.parse("tcp://*:1").bound("tcp://0.0.0.0:1"));
  }

  @Test
  void whoListensEverywhere_isSeenOnTheLoopbackInterface() {
    assertEquals("tcp://127.0.0.1:5555", Endpoint.asSeenHere("tcp://0.0.0.0:5555"));
    assertEquals("tcp://[::1]:5555", Endpoint.asSeenHere("tcp://[::]:5555"));
    assertEquals("tcp://10.0.0.1:5555", Endpoint.asSeenHere("tcp://10.0.0.1:5555"));
    assertEquals("ipc://x", Endpoint.asSeenHere("ipc://x"));
  }
}
