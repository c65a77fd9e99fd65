package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.testing.Forall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts in few bytes come out as they went in. */
class PackedCountsTest {
  /** Lists whose largest member needs any number of bits. */
  private static List<Long> counts(Forall any) {
    long largest = 1L << any.ints(0, 62);
    return any.list(1, 255, () -> any.longs(0, largest));
  }

  @Test
  void get_isWhatWasPacked() {
    Forall.check(
        any -> {
          List<Long> counts = counts(any);
          long[] all = counts.stream().mapToLong(Long::longValue).toArray();
          byte[] packed = PackedCounts.pack(all, all.length);
          for (int i = 0; i < all.length; i++) {
            assertEquals(all[i], PackedCounts.get(packed, packed.length / all.length, i));
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "255, 1",
    "256, 2",
    "65535, 2",
    "65536, 4",
    "4294967295, 4",
    "4294967296, 8",
    "9223372036854775807, 8"
  })
  void pack_takesAsManyBytesAsTheLargestNeeds(long largest, int bytes) {
    assertEquals(3 * bytes, PackedCounts.pack(new long[] {1, largest, 0, 77}, 3).length);
    assertEquals(bytes, PackedCounts.pack(new long[] {largest}, 1).length);
  }
}
