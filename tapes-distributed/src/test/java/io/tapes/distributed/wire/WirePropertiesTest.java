package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.DistributionValue;
import io.tapes.Elapsed;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Peaks;
import io.tapes.SeriesId;
import io.tapes.Shape;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import io.tapes.testing.Forall;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WirePropertiesTest {
  private static final Id STATE = Id.random();

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static long anyLong(Random random) {
    return random.nextLong() >>> random.nextInt(64);
  }

  private static Distribution anyDistribution(Random random) {
    TreeMap<Integer, Long> buckets = new TreeMap<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      buckets.put(random.nextInt(Buckets.COUNT), 1 + (anyLong(random) >>> 8));
    }
    if (buckets.isEmpty()) {
      return Distribution.empty();
    }
    int[] indices = buckets.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] counts = buckets.values().stream().mapToLong(Long::longValue).toArray();
    return Distribution.of(
        indices,
        counts,
        random.nextLong(),
        Buckets.lowest(indices[0]),
        Buckets.highest(indices[indices.length - 1]));
  }

  private static Distribution anySigned(Random random, BucketTable table) {
    TreeMap<Integer, Long> buckets = new TreeMap<>();
    buckets.put(table.first() + random.nextInt(-table.first()), 1L);
    for (int i = random.nextInt(40); i > 0; i--) {
      int index = table.first() + random.nextInt(table.last() - table.first());
      buckets.put(index, 1 + (anyLong(random) >>> 8));
    }
    int[] indices = buckets.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] counts = buckets.values().stream().mapToLong(Long::longValue).toArray();
    long min = table.lowest(indices[0]);
    long max = table.highest(indices[indices.length - 1]);
    return table == BucketTable.LONGS
        ? Distribution.of(indices, counts, random.nextLong(), min, max)
        : Distribution.ofDoubles(
            indices, counts, random.nextGaussian(), random.nextGaussian() * 1e-60, min, max);
  }

  private static MetricValue anyValue(Random random, MetricKind kind) {
    return switch (kind) {
      case COUNTER, UP_DOWN_COUNTER ->
          new SumValue(random.nextLong(), random.nextBoolean() ? 0 : anyLong(random));
      case MAX_GAUGE -> anyPeaks(random);
      case AGE_GAUGE -> LevelValue.of(anyClocks(random, 1));
      case LONG_TASK_TIMER -> LevelValue.of(anyClocks(random, random.nextInt(4)));
      case GAUGE, INFO, STATE_SET ->
          new LevelValue(random.nextGaussian(), random.nextInt(3), 1 + random.nextInt(3));
      case METER -> new SumValue(anyLong(random) >>> 1);
      case DOUBLE_COUNTER ->
          SumValue.ofDouble(Math.abs(random.nextGaussian()) * (anyLong(random) >>> 1));
      case TIMER, FOLLOWED_TIMER -> new DistributionValue(anyDistribution(random), kind.scale());
      case HISTOGRAM ->
          new DistributionValue(
              random.nextBoolean() ? anyDistribution(random) : anySigned(random, BucketTable.LONGS),
              kind.scale());
      case DOUBLE_HISTOGRAM, SUMMARY ->
          new DistributionValue(anySigned(random, BucketTable.DOUBLES), kind.scale());
    };
  }

  private static LevelValue anyPeaks(Random random) {
    Peaks peaks = Peaks.NONE;
    double maximum = random.nextGaussian();
    for (int i = random.nextInt(Peaks.MAX_SIZE + 1); i > 0; i--) {
      peaks = peaks.with(peaks.last() + 1 + random.nextInt(1_000), maximum);
      maximum -= 0.001 + random.nextDouble();
    }
    return new LevelValue(random.nextBoolean() ? Double.NaN : maximum, 0, 1, peaks);
  }

  /** As they arrive: read at the earliest start. */
  private static Elapsed anyClocks(Random random, int clocks) {
    long earliest = clocks == 0 ? 0 : anyLong(random) >>> 20;
    long after = clocks < 2 ? 0 : random.nextInt(1 << 20);
    return new Elapsed(clocks, clocks * earliest + after, earliest, earliest);
  }

  /** Without its definition, a cell does not tell in which unit a distribution is shown. */
  private static MetricValue undefined(MetricValue value) {
    return value.<MetricValue, RuntimeException>match(
        sum -> sum, level -> level, distribution -> new DistributionValue(distribution.total(), 1));
  }

  private static Cell anyCell(Random random) {
    int id = random.nextInt(Wire.MAX_ID);
    MetricKind kind = any(random, MetricKind.values());
    if (random.nextInt(10) == 0) {
      long number = random.nextInt(3);
      boolean known = number > 0 && kind.shape() != Shape.LEVEL && random.nextBoolean();
      MetricValue last = known ? undefined(anyValue(random, kind)) : null;
      return new Cell(id, null, last, false, number);
    }
    Distribution changes =
        switch (random.nextInt(3)) {
          case 0 -> anySigned(random, BucketTable.LONGS);
          case 1 -> anySigned(random, BucketTable.DOUBLES);
          default -> anyDistribution(random);
        };
    if (random.nextInt(10) == 0 && changes.count() > 0) {
      return Cell.changes(id, changes);
    }
    if (random.nextBoolean()) {
      return new Cell(id, null, undefined(anyValue(random, kind)));
    }
    Tags tags = Tags.empty();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags = tags.and("k" + random.nextInt(9), "värde\u0000" + random.nextInt());
    }
    Aggregation aggregation =
        kind == MetricKind.GAUGE ? any(random, Aggregation.values()) : kind.defaultAggregation();
    SeriesId series = new SeriesId("n.é" + random.nextInt(), tags);
    MetricValue value = anyValue(random, kind);
    long end = Cell.LIVES;
    if (kind.shape() != Shape.LEVEL && random.nextInt(5) == 0) {
      end = 1L + random.nextInt(500);
    }
    MetricInfo info = new MetricInfo(series.name(), kind, aggregation);
    if (random.nextBoolean()) {
      String unit = kind.unit().isEmpty() ? "bytes" : "";
      info = info.described(unit, "é" + random.nextInt(), List.of(-1.5, random.nextDouble()));
    }
    SeriesDescriptor definition = new SeriesDescriptor(series, info, random.nextLong());
    return new Cell(id, definition, value, false, end);
  }

  private static Frame anyFrame(Random random) {
    List<Cell> cells = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      cells.add(anyCell(random));
    }
    WorkerIdentity worker =
        new WorkerIdentity(Id.random(), anyLong(random) >>> 1, anyLong(random) >>> 1);
    long base = anyLong(random) >>> 2;
    return new Frame(STATE, worker, random.nextBoolean(), base, base + 1, cells);
  }

  @Test
  void whatIsEncoded_isDecoded() {
    Forall.check(
        any -> {
          long seed = any.longs();
          Frame frame = anyFrame(new Random(seed));
          assertEquals(frame, Frame.decode(frame.encode()));
        });
  }

  @Test
  void whatDecodes_hasOneForm_butForFieldsThatAreSkipped() {
    Forall.check(
        any -> {
          long seed = any.longs();
          // Behind a correct check sum, so that the decoder itself is what refuses or accepts.
          Random random = new Random(seed);
          byte[] message = anyFrame(random).encode();
          for (int i = 0; i < 50; i++) {
            WireWriter out = new WireWriter(message.length);
            for (int j = 0; j < message.length - Wire.CHECK_BYTES; j++) {
              out.writeByte(message[j]);
            }
            for (int j = random.nextInt(3); j >= 0; j--) {
              out.buffer()[random.nextInt(out.size())] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(4) == 0) {
              out.truncate(random.nextInt(out.size()));
            }
            byte[] damaged = Wire.seal(out);
            try {
              Frame read = Frame.decode(damaged);
              byte[] again = read.encode();
              assertEquals(read, Frame.decode(again));
              // Only fields of a later release are more than what is written again.
              assertTrue(again.length <= damaged.length);
              if (again.length == damaged.length) {
                assertArrayEquals(damaged, again);
              }
            } catch (MalformedFrameException e) {
              assertNotNull(e.getMessage());
            }
          }
        });
  }

  @Test
  void randomBytes_areMalformed() {
    Forall.check(
        any -> {
          byte[] bytes = any.bytes(300);
          assertThrows(MalformedFrameException.class, () -> Frame.decode(bytes));
          assertThrows(MalformedFrameException.class, () -> Acknowledgements.decode(bytes));
        });
  }

  @Test
  void randomBytesBehindAHeadAndBeforeACheckSum_throwNothingElse() {
    Forall.check(
        2_000,
        any -> {
          byte[] bytes = any.bytes(300);
          int kind = any.ints(0, 1);
          WireWriter out = new WireWriter(300);
          int magic = kind == 0 ? Wire.MAGIC_FRAME : Wire.MAGIC_ACKNOWLEDGEMENTS;
          Wire.writeHead(out, magic, STATE);
          for (byte b : bytes) {
            out.writeByte(b);
          }
          byte[] message = Wire.seal(out);
          try {
            if (kind == 0) {
              Frame.decode(message);
            } else {
              Acknowledgements.decode(message);
            }
          } catch (MalformedFrameException e) {
            assertNotNull(e.getMessage());
          }
        });
  }

  @Test
  void everyTruncationAndEveryFlippedBit_isMalformed() {
    byte[] message = anyFrame(new Random(3)).encode();
    for (int length = 0; length < message.length; length++) {
      byte[] part = java.util.Arrays.copyOf(message, length);
      assertThrows(MalformedFrameException.class, () -> Frame.decode(part));
    }
    for (int bit = 0; bit < 8 * message.length; bit++) {
      byte[] damaged = message.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(MalformedFrameException.class, () -> Frame.decode(damaged));
    }
  }

  @Test
  void announcedSizes_areCheckedAgainstWhatIsThere() {
    // A counter whose name is announced to be 2 GiB long.
    WireWriter out = new WireWriter(64);
    Wire.writeHead(out, Wire.MAGIC_FRAME, STATE);
    out.writeByte(0);
    out.writeId(Id.random());
    out.writeVarint(1);
    out.writeVarint(1);
    out.writeVarint(0);
    out.writeVarint(1);
    out.writeVarint(9);
    out.writeVarint(Integer.MAX_VALUE);
    MalformedFrameException e =
        assertThrows(MalformedFrameException.class, () -> Frame.decode(Wire.seal(out)));
    assertTrue(e.getMessage().contains("string length 2147483647"), e.getMessage());
  }

  @Test
  void aFullFrame_refusesACellAndStaysAsItWas() throws MalformedFrameException {
    FrameBuilder builder = new FrameBuilder(STATE, WorkerIdentity.ofThisProcess(), 0, 1);
    int cells = 0;
    while (builder.add(new Cell(cells, null, new SumValue(Long.MIN_VALUE, Long.MIN_VALUE)))) {
      cells++;
    }
    byte[] message = builder.build(false);
    assertTrue(message.length <= Wire.MAX_BYTES && message.length > Wire.MAX_BYTES - 20);
    assertEquals(cells, Frame.decode(message).cells().size());
  }

  /**
   * Where what a later release may write stands in a frame of the counter 'n', from its name on.
   */
  @ParameterizedTest
  @CsvSource({"3, kind 99", "4, aggregation 99"})
  void whatALaterReleaseMeans_isRefusedWithASentence(int at, String said) {
    SeriesDescriptor definition =
        new SeriesDescriptor(
            new SeriesId("n", Tags.empty()), MetricInfo.of("n", MetricKind.COUNTER));
    WorkerIdentity worker = new WorkerIdentity(Id.random(), 1, 1);
    byte[] message =
        new Frame(STATE, worker, false, 0, 1, List.of(new Cell(0, definition, new SumValue(7))))
            .encode();
    int name = message.length - Wire.CHECK_BYTES - 2 - 1 - Long.BYTES - 2 - 3;
    assertEquals('n', message[name + 1]);
    message[name + at] = 99;
    assertRefused(message, "'n' has the unknown " + said + "; update the aggregator before");
  }

  @Test
  void contentOfALaterRelease_isRefusedWithASentence() {
    WorkerIdentity worker = new WorkerIdentity(Id.random(), 1, 1);
    byte[] message =
        new Frame(STATE, worker, false, 1, 2, List.of(new Cell(0, null, new SumValue(7)))).encode();
    int key = message.length - Wire.CHECK_BYTES - 3;
    assertEquals(1, message[key]);
    message[key] = 8; // defined by fields alone
    assertRefused(message, "content 0 of a cell is unknown; update the aggregator");
  }

  private static void assertRefused(byte[] message, String said) {
    WireWriter out = new WireWriter(message.length);
    for (int i = 0; i < message.length - Wire.CHECK_BYTES; i++) {
      out.writeByte(message[i]);
    }
    MalformedFrameException e =
        assertThrows(MalformedFrameException.class, () -> Frame.decode(Wire.seal(out)));
    assertTrue(e.getMessage().startsWith(said), e.getMessage());
  }
}
