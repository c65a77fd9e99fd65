package io.tapes.support;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.ManualClock;
import io.tapes.testing.CapturingLogger;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLimiterTest {
  private final ManualClock clock = new ManualClock();
  private final CapturingLogger logger = new CapturingLogger();
  private final LogLimiter limiter = new LogLimiter(logger, clock::nanoTime);

  @Test
  void withinAMinute_oneLineIsLogged_andTheNextSaysHowManyWereNot() {
    limiter.warn("first", null);
    for (int i = 0; i < 7; i++) {
      clock.advance(Duration.ofSeconds(8));
      limiter.warn("again", null);
    }
    assertEquals(List.of("WARN first"), logger.lines);
    clock.advance(Duration.ofSeconds(4));
    limiter.warn("later", null);
    assertEquals(
        List.of("WARN first", "WARN later (7 more since the last such message)"), logger.lines);
    clock.advance(Duration.ofMinutes(1));
    limiter.warn("quiet since", null);
    assertEquals("WARN quiet since", logger.lines.get(2));
  }

  @Test
  void theCause_isShownAtDebugLevel() {
    limiter.warn("first", new IllegalStateException("why"));
    assertEquals(List.of("WARN first", "DEBUG the cause of the warning above why"), logger.lines);
  }

  @Test
  void aLoggerThatThrows_isBorne() {
    logger.broken = true;
    assertDoesNotThrow(() -> limiter.warn("first", null));
    logger.broken = false;
    clock.advance(Duration.ofMinutes(1));
    limiter.warn("second", null);
    assertEquals(List.of("WARN second (1 more since the last such message)"), logger.lines);
  }

  @Test
  void describe_isWhatItSays_orItsType() {
    assertEquals(
        "java.lang.IllegalStateException: why",
        LogLimiter.describe(new IllegalStateException("why")));
    Throwable mute =
        new Throwable() {
          @Serial private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new IllegalStateException("not even that");
          }
        };
    assertEquals(mute.getClass().getName(), LogLimiter.describe(mute));
  }
}
