package io.tapes.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.ManualClock;
import io.tapes.MaxGauge;
import io.tapes.Peaks;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The maximum that nobody has seen yet is in the file. */
class MappedPeakTest {
  @TempDir Path folder;

  private static double since(Snapshot left, long stamp) {
    var value = left.find(new SeriesId("p", Tags.empty())).orElseThrow().asLevel();
    return value.basis() instanceof Peaks peaks ? peaks.since(stamp) : Double.NaN;
  }

  @Test
  void afterEveryUpdateAndLook_theFileHasWhatIsNotDelivered() throws Exception {
    ManualClock clock = new ManualClock(1_000_000);
    try (BlackBox box = BlackBox.create(folder.resolve("box"), new byte[0], 1 << 20)) {
      Registry registry = Registry.builder().clock(clock).storage(box).build();
      MaxGauge peak = registry.metric("p").maxGauge();
      peak.update(3);
      peak.update(2);
      assertEquals(3, since(BoxTests.left(box.body().file()), 0));
      Peaks delivered = (Peaks) registry.snapshot().series().get(0).value().asLevel().basis();
      assertEquals(3, since(BoxTests.left(box.body().file()), 0), "closed and not delivered");
      peak.update(1);
      assertEquals(1, since(BoxTests.left(box.body().file()), delivered.last()));
      for (int i = 0; i < 40; i++) {
        clock.advance(Duration.ofSeconds(1));
        peak.update(1_000 - i);
        registry.snapshot();
      }
      assertEquals(1_000, since(BoxTests.left(box.body().file()), delivered.last()));
      assertEquals(961, since(BoxTests.left(box.body().file()), clock.wallMillis() - 1));
    }
  }
}
