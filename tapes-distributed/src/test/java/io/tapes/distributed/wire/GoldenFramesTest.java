package io.tapes.distributed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Aggregation;
import io.tapes.Distribution;
import io.tapes.MetricType;
import io.tapes.SeriesId;
import io.tapes.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of version 1 never change: workers and aggregators of other releases read them. */
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
    String expected = Files.readString(file).replaceAll("\\s", "");
    assertEquals(expected, HexFormat.of().formatHex(actual));
  }

  private static void assertGolden(String name, Frame frame)
      throws IOException, MalformedFrameException {
    assertGolden(name, frame.encode());
    assertEquals(frame, Frame.decode(frame.encode()));
  }

  private static Cell defined(
      int id, String name, Tags tags, MetricType type, Aggregation aggregation, CellValue value) {
    return new Cell(id, definition(name, tags, type, aggregation, 0x1001 + id), value);
  }

  private static SeriesDescriptor definition(
      String name, Tags tags, MetricType type, Aggregation aggregation, long incarnation) {
    return new SeriesDescriptor(new SeriesId(name, tags), type, aggregation, incarnation);
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
                    MetricType.COUNTER,
                    Aggregation.LIVE_SUM,
                    new CellValue.Counter(1000, false)),
                defined(
                    1,
                    "température",
                    Tags.empty(),
                    MetricType.GAUGE,
                    Aggregation.MAX,
                    new CellValue.Gauge(21.5)),
                defined(
                    2,
                    "errors",
                    Tags.empty(),
                    MetricType.METER,
                    Aggregation.LIVE_SUM,
                    new CellValue.Meter(128)),
                defined(
                    3,
                    "payload.bytes",
                    Tags.empty(),
                    MetricType.HISTOGRAM,
                    Aggregation.LIVE_SUM,
                    new CellValue.Histogram(VALUES)),
                defined(
                    4,
                    "latency",
                    Tags.empty(),
                    MetricType.TIMER,
                    Aggregation.LIVE_SUM,
                    new CellValue.Timer(Distribution.empty())))));
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
                    MetricType.GAUGE,
                    Aggregation.ALL,
                    new CellValue.Gauge(8)),
                defined(
                    1,
                    "leader.term",
                    Tags.empty(),
                    MetricType.GAUGE,
                    Aggregation.LIVE_MOST_RECENT,
                    new CellValue.Gauge(3, 1_700_000_001_000L)))));
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
                new Cell(0, null, new CellValue.Counter(-1, true)),
                new Cell(1, null, new CellValue.Ended(0, null)),
                new Cell(2, null, new CellValue.Meter(Long.MAX_VALUE)),
                new Cell(4, null, new CellValue.Timer(VALUES)))));
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
                new Cell(0, null, new CellValue.Ended(1, new CellValue.Counter(1007, false))),
                new Cell(2, null, new CellValue.Ended(2, null)),
                new Cell(
                    0,
                    definition(
                        "job.done",
                        Tags.of("job", "7"),
                        MetricType.COUNTER,
                        Aggregation.LIVE_SUM,
                        0x1006),
                    new CellValue.Ended(3, new CellValue.Counter(40, false))),
                new Cell(3, null, new CellValue.Ended(4, new CellValue.Changed(VALUES))))));
  }

  @Test
  void changedBucketsOfADistribution() throws Exception {
    assertGolden(
        "buckets",
        new Frame(
            STATE,
            WORKER,
            false,
            3,
            4,
            List.of(
                new Cell(3, null, new CellValue.Changed(VALUES)),
                new Cell(4, null, new CellValue.Changed(VALUES)))));
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
