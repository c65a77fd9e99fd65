package io.tapes.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.StoredSeries;
import io.tapes.Tags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process said of its metrics, and since when its series counted. */
class BoxDetailsTest {
  private static final MetricInfo PLAIN = MetricInfo.of("size", MetricKind.HISTOGRAM);
  private static final MetricInfo FULL =
      PLAIN.described("bytes", "Größe der Anfragen", List.of(-1.5, 0.0, 1e300));

  @TempDir Path folder;

  private static byte[] bytes(MetricInfo info, boolean describes) {
    SeriesId id = new SeriesId(info.name(), Tags.empty());
    return BoxDetails.bytes(new StoredSeries(id, info, 1, 1_700_000_000_000L), describes);
  }

  private static BoxDetails read(byte[] details) {
    return BoxDetails.read(ByteBuffer.wrap(details));
  }

  @Test
  void whatIsWritten_isRead() {
    for (boolean describes : new boolean[] {true, false}) {
      BoxDetails read = read(bytes(FULL, describes));
      assertEquals(1_700_000_000_000L, read.startMillis());
      assertEquals(describes ? FULL : PLAIN, read.describe(PLAIN));
    }
    MetricInfo timer = MetricInfo.of("t", MetricKind.TIMER);
    assertEquals(timer, read(bytes(timer, true)).describe(timer));
    assertEquals(0, read(new byte[0]).startMillis());
  }

  @Test
  void fieldsOfALaterRelease_areSkipped() {
    byte[] known = bytes(FULL, true);
    byte[] later =
        ByteBuffer.allocate(known.length + 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 99)
            .putInt(3)
            .put(new byte[] {1, 2, 3})
            .put(known)
            .array();
    assertEquals(FULL, read(later).describe(PLAIN));
  }

  @Test
  void whatIsCutOff_isRefused_whereverThatIs() {
    byte[] whole = bytes(FULL, false);
    for (int length = 1; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> read(part));
      assertTrue(String.valueOf(e.getMessage()).contains("cut off"), e.getMessage());
    }
  }

  @Test
  @SuppressWarnings("try") // the box is used by the registry
  void aFile_hasTheStartOfEachSeries_andTheDescriptionOfEachMetricOnce() throws IOException {
    ManualClock clock = new ManualClock(50_000);
    try (BlackBox box = BoxTests.unattended(folder.resolve("box"), BlackBox.MIN_BYTES)) {
      Registry registry = Registry.builder().clock(clock).storage(box).build();
      for (int i = 0; i < 3; i++) {
        registry.metric("size").tags("k", "" + i).like(FULL).histogram().record(i);
        clock.advance(Duration.ofSeconds(1));
      }
      Snapshot left = BoxTests.left(box.body().file());
      assertEquals(List.of(50_000L, 51_000L, 52_000L), starts(left));
      assertEquals(FULL, left.families().get(0).info());
      assertEquals(1, described(left));

      registry.remove("size", Tags.of("k", "0"));
      box.forget(Long.MAX_VALUE >> 2);
      BoxTests.beats(box, BoxSeries.BEATS + 2);
      assertEquals(0, described(BoxTests.left(box.body().file())));
      registry.metric("size").tags("k", "later").like(FULL).histogram().record(7);
      assertEquals(1, described(BoxTests.left(box.body().file())));
    }
  }

  private static List<Long> starts(Snapshot left) {
    return left.series().stream()
        .filter(series -> series.name().equals("size"))
        .map(Series::startMillis)
        .toList();
  }

  private static long described(Snapshot left) {
    return left.series().stream().filter(series -> !series.info().description().isEmpty()).count();
  }
}
