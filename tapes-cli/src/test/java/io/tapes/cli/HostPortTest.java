package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8889", "localhost:0", "[::1]:65535", "example.org:80"})
  void hostAndPort_areReadAndWrittenTheSame(String text) {
    assertEquals(text, HostPort.parse(text).toString());
  }

  @Test
  void sixthVersionAddress_losesItsBrackets() {
    assertEquals(new HostPort("::1", 8889), HostPort.parse("[::1]:8889"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8889",
        ":8889",
        "localhost",
        "host:",
        "host:x",
        "host:65536",
        "::1:80",
        "a b:1",
        "http://host:80"
      })
  void otherText_isRefusedWithExamples(String text) {
    UserError e = assertThrows(UserError.class, () -> HostPort.parse(text));
    assertEquals(
        "'" + text + "' is not a host and a port; write 127.0.0.1:8889 or [::1]:8889",
        e.getMessage());
  }

  @Test
  void none_isNoAddress() {
    assertEquals(Optional.empty(), HostPort.parseOrNone("none"));
  }
}
