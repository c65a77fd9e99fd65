package io.tapes.distributed;

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
  @ValueSource(strings = {"tcp://localhost:1", "tcp://127.0.0.1:5555", "tcp://[::1]:65535"})
  void loopback_isAllowed(String address) {
    assertTrue(Endpoint.parse(address).port() > 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | unknown form; use 'ipc://PATH'",
        "tapes.ipc | or 'tcp://127.0.0.1:PORT'",
        "inproc://x | unknown form",
        "http://127.0.0.1:80 | unknown form",
        "tcp://127.0.0.1 | unknown form",
        "tcp://127.0.0.1:x | unknown form",
        "tcp://:5555 | not on this host",
        "tcp://*:5555 | not on this host",
        "tcp://0.0.0.0:5555 | not on this host",
        "tcp://example.com:5555 | not on this host",
        "tcp://127.0.0.1.example.com:5555 | not on this host",
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
    assertEquals(0, Endpoint.parse("ipc://" + "x".repeat(107)).port());
    for (String path : new String[] {"x".repeat(108), "é".repeat(54)}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Endpoint.parse("ipc://" + path))
              .getMessage();
      assertTrue(message.contains("108 bytes"), message);
    }
  }

  @Test
  void workers_needAPort() {
    assertThrows(IllegalArgumentException.class, () -> Endpoint.parseRemote("tcp://127.0.0.1:0"));
  }
}
