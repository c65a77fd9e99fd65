package io.tapes.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Counter;
import io.tapes.EndedSeries;
import io.tapes.Histogram;
import io.tapes.InstrumentProbe;
import io.tapes.ManualClock;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // closing is what is tested
class BlackBoxTest {
  private static final byte[] OWNER = "who".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("box");
  }

  private static Registry in(BlackBox box) {
    return Registry.builder().storage(box).build();
  }

  private Snapshot recover() throws IOException {
    try (RecoveredBox recovered = RecoveredBox.claim(file()).orElseThrow()) {
      assertArrayEquals(OWNER, recovered.owner());
      return recovered.snapshot();
    }
  }

  private static void recordAnything(Registry registry, Random random) {
    Tags tags = random.nextBoolean() ? Tags.empty() : Tags.of("n", "é" + random.nextInt(20));
    switch (random.nextInt(12)) {
      case 0 -> registry.counter("c", tags).increment(random.nextInt(1000));
      case 1 -> registry.counter("down", tags).increment(random.nextInt(5) - 2);
      case 2 -> registry.meter("m", tags).mark(random.nextInt(9));
      case 3 -> registry.histogram("h", tags).record(random.nextLong() >>> random.nextInt(1, 64));
      case 4 -> registry.timer("t", tags).record(random.nextInt(1 << 20), TimeUnit.MICROSECONDS);
      case 7 -> registry.metric("age").tags(tags).ageGauge().reset();
      case 8 -> registry.metric("info").tags(tags).info();
      case 9 -> {
        TimeUnit[] units = TimeUnit.values();
        TimeUnit unit = units[random.nextInt(units.length)];
        registry.metric("unit").tags(tags).stateSet(TimeUnit.class).set(unit);
      }
      case 10 -> registry.histogram("signed", tags).record(random.nextLong() >> random.nextInt(64));
      case 11 -> registry.metric("d").tags(tags).doubleHistogram().record(anyDouble(random));
      case 5 -> registry.gauge("g", tags, Aggregation.MIN).set(random.nextInt(3) - 1);
      default -> registry.gauge("r", tags, Aggregation.MOST_RECENT).add(random.nextDouble());
    }
  }

  private static double anyDouble(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> random.nextGaussian();
      case 2 -> Math.scalb(random.nextGaussian(), random.nextInt(-60, 60));
      default -> random.nextInt(-5, 5) / 4.0;
    };
  }

  /** As far as both tell: rates and recent figures are not in the file. */
  private static void assertSame(Snapshot expected, Snapshot actual) {
    for (Series series : expected.series()) {
      MetricValue value = actual.find(series.id()).orElseThrow();
      assertTrue(series.value().holdsSameAs(value), () -> series + " is not " + value);
    }
  }

  @Test
  void whatWasRecorded_isInTheFile_andTheSameAsOnTheHeap() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      ManualClock clock = new ManualClock();
      try (BlackBox box = BlackBox.create(file(), OWNER, 8 << 20)) {
        Registry heap = Registry.builder().clock(clock).build();
        Registry mapped = Registry.builder().clock(clock).storage(box).build();
        for (int i = 0; i < 3_000; i++) {
          recordAnything(heap, new Random(seed * 10_000L + i));
          recordAnything(mapped, new Random(seed * 10_000L + i));
        }
        assertEquals(heap.snapshot(), mapped.snapshot());
        box.close();
        assertSame(heap.snapshot(), recover());
      }
      Files.delete(file());
    }
  }

  @Test
  void manyThreads_loseNothing() throws Exception {
    try (BlackBox box = BlackBox.create(file(), OWNER, 8 << 20)) {
      Registry registry = in(box);
      Thread[] threads = new Thread[8];
      for (int t = 0; t < threads.length; t++) {
        threads[t] =
            new Thread(
                () -> {
                  for (int i = 0; i < 20_000; i++) {
                    registry.counter("c").increment();
                    registry.timer("t").record(i, TimeUnit.NANOSECONDS);
                  }
                });
        threads[t].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      box.close();
      Snapshot found = recover();
      assertEquals(160_000, found.number("c.value"));
      Distribution total =
          found.find(new SeriesId("t", Tags.empty())).orElseThrow().asDistribution().total();
      assertEquals(160_000, total.count());
      assertEquals(8L * 20_000 * 19_999 / 2, total.sum());
      assertEquals(0, total.min());
      assertEquals(19_999, total.max());
    }
  }

  @Test
  void distributionsThatAreAdded_areInTheFile() throws Exception {
    try (BlackBox box = BlackBox.create(file(), OWNER, 8 << 20)) {
      Registry registry = in(box);
      Histogram heap = Registry.create().histogram("h");
      Histogram mapped = registry.histogram("h");
      Random random = new Random(7);
      for (int i = 0; i < 300; i++) {
        Histogram batch = Registry.create().histogram("b");
        for (int n = random.nextInt(5); n >= 0; n--) {
          batch.record(random.nextLong() >>> random.nextInt(1, 64));
        }
        Distribution recorded = InstrumentProbe.total(batch);
        heap.merge(recorded);
        mapped.merge(recorded);
        heap.record(i);
        mapped.record(i);
      }
      assertEquals(InstrumentProbe.total(heap), InstrumentProbe.total(mapped));
      box.close();
      assertEquals(InstrumentProbe.total(heap), total(recover(), "h"));
    }
  }

  private static Distribution total(Snapshot snapshot, String histogram) {
    MetricValue value = snapshot.find(new SeriesId(histogram, Tags.empty())).orElseThrow();
    return value.asDistribution().total();
  }

  @Test
  void sourcesOfGauges_areThereAsTheyWereLastRead_andNotWhenTheyFailed() throws Exception {
    try (BlackBox box = BlackBox.create(file(), OWNER, BlackBox.MIN_BYTES)) {
      Registry registry = in(box);
      AtomicInteger value = new AtomicInteger(3);
      registry.gauge("g", value::get);
      registry.gauge(
          "f",
          () -> {
            if (value.get() > 4) {
              throw new IllegalStateException("no value");
            }
            return 1;
          });
      registry.gauge("never.set");
      registry.snapshot();
      value.set(5);
      registry.snapshot();
      box.close();
      Snapshot found = recover();
      assertEquals(5, found.number("g.value"));
      assertFalse(found.at("f").isPresent());
      assertFalse(found.at("never").isPresent());
    }
  }

  @Test
  void aRemovedSeries_isInTheFileWithItsLastValue_untilItIsForgotten() throws Exception {
    try (BlackBox box = BlackBox.create(file(), OWNER, 1 << 20)) {
      Registry registry = in(box);
      registry.counter("c").increment(3);
      registry.remove("c");
      registry.counter("c").increment(4);
      registry.remove("c");
      registry.counter("c").increment(5);
      registry.gauge("g").set(1);
      registry.remove("g");
      registry.timer("t").record(Duration.ofMillis(1));
      registry.remove("t");
      box.forget(1);
      box.close();
      Snapshot left = recover();
      assertEquals(5, left.number("c.value"));
      assertEquals(1, left.number("t.count"));
      assertEquals(List.of(2L, 3L), left.ended().stream().map(EndedSeries::number).toList());
      assertEquals(9, left.minus(Snapshot.of(0, List.of())).number("c.value"));
      assertTrue(left.at("g").isEmpty());
    }
  }

  @Test
  void whatIsRecordedAfterClose_isNotInTheFile() throws Exception {
    try (BlackBox box = BlackBox.create(file(), OWNER, 1 << 20)) {
      Registry registry = in(box);
      Counter counter = registry.counter("c");
      Histogram histogram = registry.histogram("h");
      counter.increment();
      histogram.record(7);
      box.close();
      counter.increment();
      histogram.record(7);
      registry.counter("late").increment();
      assertEquals(2, registry.snapshot().number("c.value"));
      Snapshot left = recover();
      assertEquals(1, left.number("c.value"));
      assertEquals(1, left.number("h.count"));
      assertTrue(left.at("late").isEmpty());
    }
  }

  @Test
  void aFullBox_leavesTheRestOnTheHeap_andSaysSo() throws Exception {
    try (BlackBox box = BlackBox.create(file(), OWNER, BlackBox.MIN_BYTES)) {
      Registry registry = in(box);
      for (int i = 0; i < 20_000; i++) {
        registry.counter("c", Tags.of("n", "" + i)).increment();
      }
      registry.timer("late").record(1, TimeUnit.SECONDS);
      Snapshot all = registry.snapshot();
      assertEquals(1, all.number("c.{n=19999}.value"));
      assertEquals(1, all.number("late.count"));
      assertTrue(all.number("tapes.blackbox.outside.value") > 10_000);
      assertEquals(BlackBox.MIN_BYTES, Files.size(file()));
      box.close();
      assertEquals(1, recover().number("c.{n=0}.value"));
    }
  }

  @Test
  void aHistogramThatOutgrowsTheBox_staysExactInItsProcess_andInTheFileAsFarAsItIsThere()
      throws Exception {
    try (BlackBox box =
        BlackBox.createUnattended(file(), OWNER, BlackBox.MIN_BYTES, MappedFile::new)) {
      Registry heap = Registry.create();
      Registry registry = in(box);
      for (int i = 0; i < 60; i++) {
        registry.histogram("h" + i);
      }
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 60; i++) {
          for (int step = 0; step < 63; step++) {
            int bit = round == 0 ? 62 - step : step; // first there is room, last there was
            heap.histogram("h" + i).record(3L << bit >>> 1);
            registry.histogram("h" + i).record(3L << bit >>> 1);
          }
        }
      }
      box.body().tend();
      Snapshot all = registry.snapshot();
      box.close();
      Snapshot found = recover();
      long missing = 0;
      for (int i = 0; i < 60; i++) {
        Distribution expected = total(heap.snapshot(), "h" + i);
        assertEquals(expected, total(all, "h" + i));
        if (found.find(new SeriesId("h" + i, Tags.empty())).isEmpty()) {
          missing++; // it has no place there, and counts as one
          continue;
        }
        Distribution inFile = total(found, "h" + i);
        missing += expected.count() - inFile.count();
        assertEquals(sumOf(inFile), inFile.sum());
      }
      assertEquals((double) missing, all.number("tapes.blackbox.outside.value"));
      assertTrue(missing > 60, missing + " had no room");
    }
  }

  /** Of values that are the only ones in their buckets. */
  private static long sumOf(Distribution distribution) {
    long sum = 0;
    for (int i = 0; i < distribution.bucketCount(); i++) {
      long lowest = Buckets.lowest(distribution.bucketIndex(i));
      sum += distribution.bucketValues(i) * lowest;
    }
    return sum;
  }

  @Test
  void theFile_isItsOwnersOnly_lockedWhileItIsOpen_andGoneWhenDeleted() throws Exception {
    BlackBox box = BlackBox.create(file(), OWNER, BlackBox.MIN_BYTES);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    assertTrue(RecoveredBox.claim(file()).isEmpty());
    assertThrows(IOException.class, () -> BlackBox.create(file(), OWNER, BlackBox.MIN_BYTES));
    Registry registry = in(box);
    registry.counter("c").increment();
    box.delete();
    assertFalse(Files.exists(file()));
    assertTrue(RecoveredBox.claim(file()).isEmpty());
    registry.counter("c").increment();
    registry.timer("t").record(1, TimeUnit.SECONDS);
    assertEquals(2, registry.snapshot().number("c.value"));
  }

  @Test
  void aClaim_excludesOthers() throws Exception {
    BlackBox.create(file(), OWNER, BlackBox.MIN_BYTES).close();
    try (RecoveredBox first = RecoveredBox.claim(file()).orElseThrow()) {
      assertTrue(RecoveredBox.claim(file()).isEmpty());
      first.delete();
    }
    assertTrue(RecoveredBox.claim(file()).isEmpty());
  }

  @Test
  void damagedAndForeignFiles_areRefusedWithASentence_andNeverKill() throws Exception {
    try (BlackBox box = BlackBox.create(file(), OWNER, BlackBox.MIN_BYTES)) {
      Registry registry = in(box);
      Random random = new Random(1);
      for (int i = 0; i < 500; i++) {
        recordAnything(registry, random);
      }
    }
    byte[] whole = Files.readAllBytes(file());
    for (int length : List.of(0, 1, 4_095, 4_096, whole.length - 1)) {
      Files.write(file(), java.util.Arrays.copyOf(whole, length));
      assertThrows(IOException.class, this::recover);
    }
    int refused = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] damaged = whole.clone();
      for (int i = 0; i < 30; i++) {
        damaged[random.nextInt(64 * 1024)] = (byte) random.nextInt();
      }
      Files.write(file(), damaged);
      try (RecoveredBox recovered = RecoveredBox.claim(file()).orElseThrow()) {
        recovered.snapshot();
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 50, () -> "the damage is never noticed");
  }

  /**
   * Every bit of the file, one at a time. What is neither a cell nor unused is noticed; a cell has
   * no check sum, but what is wrong there is one number of one series and nothing else.
   */
  @Test
  void everyFlippedBit_isNoticedOrHarmlessOrOneNumber() throws Exception {
    try (BlackBox box = BlackBox.create(file(), OWNER, BlackBox.MIN_BYTES)) {
      Registry registry = in(box);
      registry.counter("c").increment(5);
      registry.counter("down", Tags.of("a", "b")).decrement();
      registry.metric("up.down").upDownCounter().add(-3);
      registry.metric("double").doubleCounter().add(2.5);
      registry.meter("m").mark(3);
      registry.gauge("g", Aggregation.MOST_RECENT).set(2.5);
      registry.timer("t").record(3, TimeUnit.MICROSECONDS);
      registry.histogram("h").record(7);
      registry.histogram("h").record(1 << 20);
      registry.counter("gone").increment();
      registry.remove("gone");
    }
    byte[] file = Files.readAllBytes(file());
    int used = file.length;
    while (file[used - 1] == 0) {
      used--;
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    Snapshot expected = RecoveredBox.read(bytes);
    int noticed = 0;
    for (int bit = 0; bit < used * Byte.SIZE; bit++) {
      file[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      if (!isRead(bytes)) {
        noticed++;
      } else {
        requireOneDifference(expected, RecoveredBox.read(bytes), bit);
      }
      file[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    }
    assertTrue(noticed > 8 * 8 * 64, "of 8 entries alone there are more than " + noticed);
    assertEquals(expected, RecoveredBox.read(bytes));
  }

  private static boolean isRead(ByteBuffer bytes) {
    try {
      RecoveredBox.read(bytes);
      return BoxHeader.isWhole(bytes, bytes.limit());
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException damaged) {
      return false;
    }
  }

  private static void requireOneDifference(Snapshot expected, Snapshot read, int bit) {
    assertEquals(
        expected.series().stream().map(Series::id).toList(),
        read.series().stream().map(Series::id).toList(),
        () -> "bit " + bit);
    int different = 0;
    for (int i = 0; i < expected.series().size(); i++) {
      MetricValue before = expected.series().get(i).value();
      MetricValue after = read.series().get(i).value();
      assertEquals(before.getClass(), after.getClass(), () -> "bit " + bit);
      different += before.equals(after) ? 0 : 1;
    }
    assertTrue(different <= 1, "bit " + bit + " changes " + different + " series");
  }

  @Test
  void anInterruptedThread_makesSeriesAsAnyOther() throws Exception {
    try (BlackBox box = BlackBox.create(file(), OWNER, 8 << 20)) {
      Registry registry = in(box);
      Thread.currentThread().interrupt();
      for (int i = 0; i < 5_000; i++) {
        registry.counter("c", Tags.of("n", "" + i)).increment();
      }
      assertTrue(Thread.interrupted());
      assertFalse(registry.snapshot().at("tapes.blackbox").isPresent());
      assertEquals(1, registry.snapshot().number("c.{n=4999}.value"));
    }
  }
}
