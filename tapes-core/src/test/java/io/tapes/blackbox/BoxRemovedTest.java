package io.tapes.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Counter;
import io.tapes.EndedSeries;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Instrument;
import io.tapes.InstrumentProbe;
import io.tapes.LastValues;
import io.tapes.Meter;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Timer;
import io.tapes.distribution.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file is removed while its process records: another one has all of it. */
@SuppressWarnings("try") // the box is used by the registry
class BoxRemovedTest {
  private static final int BYTES = 4 << 20;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("box");
  }

  private static Snapshot recover(Path file) throws IOException {
    try (RecoveredBox recovered = RecoveredBox.claim(file).orElseThrow()) {
      return recovered.snapshot();
    }
  }

  @Test
  void aFileThatIsRemoved_isMadeAgainWithEverything_andGoesOn() throws Exception {
    try (BlackBox box = BoxTests.unattended(file(), BYTES)) {
      Registry registry = Registry.builder().storage(box).build();
      LastValues ends = registry.lastValues();
      Counter counter = registry.counter("c");
      Counter down = registry.counter("down");
      Meter meter = registry.meter("m");
      Histogram histogram = registry.histogram("h");
      Timer idle = registry.timer("idle");
      Gauge gauge = registry.gauge("g", Aggregation.MOST_RECENT);
      counter.increment(10_000);
      down.decrement(3);
      meter.mark(7);
      histogram.record(5);
      idle.record(Duration.ofSeconds(3));
      gauge.set(2.5);
      registry.counter("gone").increment(4);
      registry.remove("gone");
      registry.counter("forgotten").increment(4);
      registry.remove("forgotten");
      for (int round = 1; round <= 3; round++) {
        Files.delete(file());
        box.body().beat();
        assertTrue(Files.exists(file()));
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        counter.increment(100);
        histogram.record(round * 1_000L);
        gauge.add(1);
        meter.mark();
      }
      registry.counter("new").increment();
      assertEquals(2, ends.pending().size());
      assertTrue(RecoveredBox.claim(file()).isEmpty(), "it is locked");
      box.close();
      Snapshot left = recover(file());
      assertEquals(10_300, left.number("c.value"));
      assertEquals(new SumValue(-3, 3), value(left, down));
      assertEquals(10, left.number("m.count"));
      assertEquals(5.5, left.number("g.value"));
      assertEquals(1, left.number("new.value"));
      assertEquals(4, left.number("gone.value"));
      assertEquals(List.of(1L, 2L), left.ended().stream().map(EndedSeries::number).toList());
      assertEquals(InstrumentProbe.total(histogram), total(left, histogram));
      assertEquals(InstrumentProbe.total(idle), value(left, idle).asDistribution().total());
    }
  }

  private static Distribution total(Snapshot snapshot, Histogram histogram) {
    return value(snapshot, histogram).asDistribution().total();
  }

  private static MetricValue value(Snapshot snapshot, Instrument instrument) {
    return snapshot.find(InstrumentProbe.id(instrument)).orElseThrow();
  }

  @Test
  void afterSettling_theNewFileHasTheSame_alsoOfWhatIsIdle() throws Exception {
    try (BlackBox box = BoxTests.unattended(file(), BYTES)) {
      Registry registry = Registry.builder().storage(box).build();
      Counter counter = registry.counter("c");
      Histogram histogram = registry.histogram("h");
      counter.increment(3);
      histogram.record(9);
      Files.delete(file());
      BoxTests.beats(box, BoxSeries.BEATS + 3);
      counter.increment();
      assertEquals(4, counter.value());
      assertEquals(1, histogram.count());
      histogram.record(1L << 40);
      assertEquals(2, histogram.count());
      Snapshot left = BoxTests.left(box.body().file());
      assertEquals(4, left.number("c.value"));
      assertEquals(InstrumentProbe.total(histogram), total(left, histogram));
    }
  }

  @Test
  void anotherFileInItsPlace_isReplaced() throws Exception {
    try (BlackBox box = BoxTests.unattended(file(), BYTES)) {
      Counter counter = Registry.builder().storage(box).build().counter("c");
      counter.increment();
      Files.delete(file());
      Files.writeString(file(), "something else");
      box.body().beat();
      counter.increment();
      box.close();
      assertEquals(2, recover(file()).number("c.value"));
    }
  }

  @Test
  void aFolderThatIsRemoved_isMadeByWhoKnowsWhere_andIsTriedAgainUntilItCan() throws Exception {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path elsewhere = folder.resolve("elsewhere");
    try (BlackBox box = BoxTests.unattended(inner.resolve("box"), BYTES)) {
      Counter counter = Registry.builder().storage(box).build().counter("c");
      counter.increment();
      AtomicBoolean possible = new AtomicBoolean();
      box.home(
          new BoxHome() {
            @Override
            public Path path() throws IOException {
              if (!possible.get()) {
                throw new IOException("not now");
              }
              return Files.createDirectories(elsewhere).resolve("box2");
            }

            @Override
            public void share(Path file) throws IOException {
              Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
            }
          });
      Files.delete(inner.resolve("box"));
      Files.delete(inner);
      BoxTests.beats(box, 2);
      assertEquals(inner.resolve("box"), box.path());
      counter.increment();
      possible.set(true);
      box.body().beat();
      assertEquals(elsewhere.resolve("box2"), box.path());
      assertEquals(
          "rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(box.path())));
      assertFalse(Files.exists(elsewhere.resolve("box2.new")));
      counter.increment();
      box.close();
      assertEquals(3, recover(elsewhere.resolve("box2")).number("c.value"));
    }
  }

  @Test
  void aMove_findsOutToo_andClosingAsWell() throws Exception {
    Path second = folder.resolve("second");
    try (BlackBox box = BoxTests.unattended(file(), BYTES)) {
      Counter counter = Registry.builder().storage(box).build().counter("c");
      counter.increment();
      Files.delete(file());
      box.move(second);
      assertTrue(Files.exists(second));
      counter.increment();
      Files.delete(second);
      box.home(
          new BoxHome() {
            @Override
            public Path path() {
              return second;
            }

            @Override
            public void share(Path file) {}
          });
      box.close();
      assertEquals(2, recover(second).number("c.value"));
    }
  }

  @Test
  void whoRecordsMeanwhile_losesNothing() throws Exception {
    int threads = 4;
    AtomicBoolean end = new AtomicBoolean();
    LongAdder rounds = new LongAdder();
    try (BlackBox box = BoxTests.unattended(file(), BYTES)) {
      Registry registry = Registry.builder().storage(box).build();
      Counter counter = registry.counter("c");
      Histogram histogram = registry.histogram("h");
      Gauge gauge = registry.gauge("g");
      Thread[] recording = new Thread[threads];
      for (int t = 0; t < threads; t++) {
        int own = t;
        recording[t] =
            new Thread(
                () -> {
                  long round = 0;
                  while (!end.get()) {
                    counter.increment();
                    histogram.record(own + (round++ & 1_023) * 4);
                    gauge.add(1);
                    rounds.increment();
                  }
                });
        recording[t].start();
      }
      for (int i = 0; i < 60; i++) {
        long before = rounds.sum();
        while (rounds.sum() < before + 2_000) {
          Thread.onSpinWait();
        }
        Files.delete(file());
        BoxTests.beats(box, 1 + i % 4); // without time between them none may be enough to settle
      }
      end.set(true);
      for (Thread thread : recording) {
        thread.join();
      }
      BoxTests.beats(box, 1);
      long expected = rounds.sum();
      assertEquals(expected, counter.value());
      assertEquals(expected, histogram.count());
      assertEquals((double) expected, registry.snapshot().number("g.value"));
      assertArrayEquals(
          new double[] {expected, expected, expected}, three(BoxTests.left(box.body().file())));
      box.close();
      Snapshot left = recover(file());
      assertArrayEquals(new double[] {expected, expected, expected}, three(left));
      assertEquals(InstrumentProbe.total(histogram), total(left, histogram));
    }
  }

  private static double[] three(Snapshot left) {
    return new double[] {left.number("c.value"), left.number("h.count"), left.number("g.value")};
  }
}
