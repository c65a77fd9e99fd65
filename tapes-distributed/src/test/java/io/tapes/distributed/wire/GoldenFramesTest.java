package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.DistributionValue;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distribution.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a version never change: workers and aggregators of other releases read them. */
class GoldenFramesTest {
  private static final Path FOLDER = Path.of("src/test/resources/frames");
  private static final Id STATE = new Id(0x0011223344556677L, 0x8899aabbccddeeffL);
  private static final WorkerIdentity WORKER =
      new WorkerIdentity(
          new Id(0x0102030405060708L, 0x090a0b0c0d0e0f10L), 4711, 1_700_000_000_000L);
  private static final Distribution VALUES =
      Distribution.of(new int[] {3, 5, 300}, new long[] {1, 2, 200}, 1L << 40, 3, 350);

  static void assertGolden(String name, byte[] actual) throws IOException {
    Path file = FOLDER.resolve(name + ".hex");
    if (Boolean.getBoolean("tapes.golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, HexFormat.of().formatHex(actual).replaceAll(".{64}", "$0\n") + "\n");
    }
    assertEquals(HexFormat.of().formatHex(golden(name)), HexFormat.of().formatHex(actual));
  }

  private static void assertGolden(String name, Frame frame)
      throws IOException, MalformedFrameException {
    assertGolden(name, frame.encode());
    assertEquals(frame, Frame.decode(frame.encode()));
  }

  private static Cell defined(
      int id, String name, Tags tags, MetricKind kind, Aggregation aggregation, MetricValue value) {
    return new Cell(id, definition(name, tags, kind, aggregation, 0x1001 + id), value);
  }

  private static SeriesDescriptor definition(
      String name, Tags tags, MetricKind kind, Aggregation aggregation, long incarnation) {
    return new SeriesDescriptor(
        new SeriesId(name, tags), new MetricInfo(name, kind, aggregation), incarnation);
  }

  @Test
  void aHeartbeat() throws Exception {
    assertGolden("heartbeat", new Frame(STATE, WORKER, false, 300, 300, List.of()));
  }

  @Test
  void aGoodbye() throws Exception {
    assertGolden("goodbye", new Frame(STATE, WORKER, true, 300, 301, List.of()));
  }

  @Test
  void everyTypeWithItsDefinition() throws Exception {
    assertGolden(
        "definitions",
        new Frame(
            STATE,
            WORKER,
            false,
            0,
            1,
            List.of(
                defined(
                    0,
                    "http.requests",
                    Tags.of("method", "GET", "status", "200"),
                    MetricKind.COUNTER,
                    Aggregation.SUM,
                    new SumValue(1000)),
                defined(
                    1,
                    "température",
                    Tags.empty(),
                    MetricKind.GAUGE,
                    Aggregation.MAX,
                    new LevelValue(21.5)),
                defined(
                    2,
                    "errors",
                    Tags.empty(),
                    MetricKind.METER,
                    Aggregation.SUM,
                    new SumValue(128)),
                defined(
                    3,
                    "payload.bytes",
                    Tags.empty(),
                    MetricKind.HISTOGRAM,
                    Aggregation.SUM,
                    new DistributionValue(VALUES, 1)),
                defined(
                    4,
                    "latency",
                    Tags.empty(),
                    MetricKind.TIMER,
                    Aggregation.SUM,
                    new DistributionValue(
                        Distribution.empty(), DistributionValue.NANOS_PER_SECOND)))));
  }

  @Test
  void gaugesOfTheLastAggregations_fromAWorkerThatComesBack() throws Exception {
    WorkerIdentity durable =
        new WorkerIdentity(WORKER.incarnation(), 4711, 1_700_000_000_000L, true);
    assertGolden(
        "gauges",
        new Frame(
            STATE,
            durable,
            false,
            0,
            1,
            List.of(
                defined(
                    0,
                    "pool.size",
                    Tags.empty(),
                    MetricKind.GAUGE,
                    Aggregation.ALL,
                    new LevelValue(8)),
                defined(
                    1,
                    "leader.term",
                    Tags.empty(),
                    MetricKind.GAUGE,
                    Aggregation.LIVE_MOST_RECENT,
                    new LevelValue(3, 1_700_000_001_000L)),
                defined(
                    2,
                    "load",
                    Tags.empty(),
                    MetricKind.GAUGE,
                    Aggregation.LIVE_MEAN,
                    new LevelValue(0.75, 0, 3)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"changes", "definitions", "ends", "gauges", "goodbye", "heartbeat"})
  void framesOfTheVersionBefore_areRefusedWithASentence(String name) throws IOException {
    byte[] before = golden("v1/" + name);
    MalformedFrameException thrown =
        assertThrows(MalformedFrameException.class, () -> Frame.decode(before));
    assertEquals(
        "it is of version 1, and this Tapes reads version "
            + Wire.VERSION
            + "; run the same release in workers and aggregators",
        thrown.getMessage());
  }

  /** So a worker of that version takes no notice of this aggregator, and the other way round. */
  @Test
  void topicsOfTheVersionBefore_areNoTopics() throws IOException {
    assertTrue(Wire.stateOf(golden("v1/topic")).isEmpty());
    assertTrue(Wire.stateOf(golden("topic")).isPresent());
  }

  private static byte[] golden(String name) throws IOException {
    String hex = Files.readString(FOLDER.resolve(name + ".hex")).replaceAll("\\s", "");
    return HexFormat.of().parseHex(hex);
  }

  /** Said once for all series of the metric in a frame. */
  @Test
  void whatIsSaidOfAMetric() throws Exception {
    MetricInfo info =
        MetricInfo.of("payload", MetricKind.HISTOGRAM)
            .described("bytes", "Größe der Anfragen", List.of(100.0, 1_000.0));
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      SeriesId id = new SeriesId("payload", Tags.of("path", "/" + i));
      cells.add(
          new Cell(
              i, new SeriesDescriptor(id, info, 0x1001 + i), new DistributionValue(VALUES, 1)));
    }
    Frame frame = new Frame(STATE, WORKER, false, 0, 1, cells);
    assertGolden("descriptions", frame);
    List<Cell> read = Frame.decode(frame.encode()).cells();
    assertEquals(info, Objects.requireNonNull(read.get(0).definition()).info());
    assertEquals("", Objects.requireNonNull(read.get(1).definition()).info().description());
  }

  @Test
  void changesOfSeriesThatAreDefined() throws Exception {
    assertGolden(
        "changes",
        new Frame(
            STATE,
            WORKER,
            false,
            1,
            3,
            List.of(
                new Cell(0, null, new SumValue(-1, 1)),
                Cell.ended(1, 0),
                new Cell(2, null, new SumValue(Long.MAX_VALUE)),
                new Cell(4, null, new DistributionValue(VALUES, 1)))));
  }

  @Test
  void aSumOfDoubles() throws Exception {
    SeriesDescriptor cpu =
        new SeriesDescriptor(
            new SeriesId("cpu.used", Tags.empty()),
            MetricInfo.of("cpu.used", MetricKind.DOUBLE_COUNTER));
    assertGolden(
        "doubles",
        new Frame(
            STATE, WORKER, false, 1, 2, List.of(new Cell(0, cpu, SumValue.ofDouble(1234.5678)))));
  }

  @Test
  void seriesThatEnded() throws Exception {
    assertGolden(
        "ends",
        new Frame(
            STATE,
            WORKER,
            false,
            4,
            5,
            List.of(
                new Cell(0, null, new SumValue(1007)).ended(1),
                Cell.ended(2, 2),
                new Cell(
                        0,
                        definition(
                            "job.done",
                            Tags.of("job", "7"),
                            MetricKind.COUNTER,
                            Aggregation.SUM,
                            0x1006),
                        new SumValue(40))
                    .ended(3),
                Cell.changes(3, VALUES).ended(4))));
  }

  @Test
  void changedBucketsOfADistribution() throws Exception {
    assertGolden(
        "buckets",
        new Frame(
            STATE, WORKER, false, 3, 4, List.of(Cell.changes(3, VALUES), Cell.changes(4, VALUES))));
  }

  @Test
  void acknowledgements() throws Exception {
    Acknowledgements acknowledgements =
        new Acknowledgements(
            STATE,
            List.of(
                new Acknowledgements.Entry(
                    WORKER.incarnation(), 3, 2, Acknowledgements.Status.LIVING),
                new Acknowledgements.Entry(STATE, 301, 301, Acknowledgements.Status.COMPLETE)));
    assertGolden("acknowledgements", acknowledgements.encode());
    assertEquals(acknowledgements, Acknowledgements.decode(acknowledgements.encode()));
  }

  @Test
  void theTopic() throws Exception {
    assertGolden("topic", Wire.topic(STATE));
    assertEquals(STATE, Wire.stateOf(Wire.topic(STATE)).orElseThrow());
  }
}
