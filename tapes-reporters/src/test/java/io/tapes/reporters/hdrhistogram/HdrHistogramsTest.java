package io.tapes.reporters.hdrhistogram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.DistributionValue;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.distribution.Distribution;
import io.tapes.testing.Forall;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class HdrHistogramsTest {
  @Test
  void of_agreesWithAHistogramOfTheValues() {
    Forall.check(
        any -> {
          List<Long> values = any.list(200, () -> any.longs(0, Long.MAX_VALUE));
          Histogram direct = new Histogram(2);
          direct.setAutoResize(true);
          values.forEach(direct::recordValue);
          Histogram converted = HdrHistograms.of(distribution(values));
          assertEquals(direct.getTotalCount(), converted.getTotalCount());
          for (double percent : new double[] {0, 25, 50, 75, 90, 99, 99.9, 100}) {
            assertEquals(
                direct.getValueAtPercentile(percent), converted.getValueAtPercentile(percent));
          }
          for (long value : values) {
            assertEquals(direct.getCountAtValue(value), converted.getCountAtValue(value));
          }
        });
  }

  /** Its own encoding, as tools of other languages read it, brings every count back. */
  @Test
  void of_survivesHdrHistogramsEncoding() throws Exception {
    List<Long> values = new ArrayList<>(List.of(0L, 1L, 255L, 256L, 1L << 40, Long.MAX_VALUE));
    Histogram converted = HdrHistograms.of(distribution(values));
    ByteBuffer bytes = ByteBuffer.allocate(converted.getNeededByteBufferCapacity());
    converted.encodeIntoCompressedByteBuffer(bytes);
    Histogram decoded = Histogram.decodeFromCompressedByteBuffer(bytes.flip(), 0);
    for (long value : values) {
      assertEquals(1, decoded.getCountAtValue(value));
    }
  }

  private static Distribution distribution(List<Long> values) {
    Registry registry = Registry.create();
    values.forEach(registry.histogram("h")::record);
    return registry
        .snapshot()
        .find(new SeriesId("h", Tags.empty()))
        .map(value -> value.asDistribution())
        .map(DistributionValue::total)
        .orElse(Distribution.empty());
  }
}
