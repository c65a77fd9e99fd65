package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "10s, PT10S",
    "1m, PT1M",
    "1.5m, PT1M30S",
    "2h, PT2H",
    "10S, PT10S",
    "PT2M30S, PT2M30S"
  })
  void duration_isRead(String text, Duration expected) {
    assertEquals(expected, Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "10x", "-1s", "1e3s", "ten", "10 s", "PT"})
  void otherText_isRefusedWithExamples(String text) {
    UserError e = assertThrows(UserError.class, () -> Durations.parse(text));
    assertEquals(UserError.USAGE, e.exitCode());
    assertTrue(e.getMessage().startsWith("'" + text + "' is not a duration; write 500ms"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "0.5ms", "PT-1S"})
  void lessThanAMillisecond_isRefused(String text) {
    UserError e = assertThrows(UserError.class, () -> Durations.parse(text));
    assertEquals("duration '" + text + "' is shorter than 1ms; use a longer one", e.getMessage());
  }

  @Test
  void longestText_isRead() {
    assertEquals(Duration.ofHours(1_000_000), Durations.parse("1000000h"));
  }
}
