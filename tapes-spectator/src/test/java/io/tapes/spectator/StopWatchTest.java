package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopWatchTest {
  @Test
  void close_twice_recordsOnce() {
    ManualClock clock = new ManualClock();
    try (SpectatorRegistry r = Lines.memory()) {
      StopWatch watch = StopWatch.start(r.percentileTimer("T"), clock);
      StopWatch other = StopWatch.start(r.timer("t"), clock);
      clock.advance(Duration.ofMillis(42));
      other.close();
      clock.advance(Duration.ofMillis(1));
      watch.close();
      watch.close();
      other.close();
      assertEquals(List.of("t:t:0.042", "T:T:0.043"), Lines.of(r));
    }
  }
}
