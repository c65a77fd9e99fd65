package io.tapes.distributed.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.EndedSeries;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.CellValues;
import io.tapes.distributed.wire.Frame;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.MalformedFrameException;
import io.tapes.distributed.wire.WorkerIdentity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From what changed to frames: definitions, numbers, and what an earlier life delivered. */
class EncoderTest {
  private static final Id STATE = new Id(1, 2);

  private final WorkerIdentity identity = WorkerIdentity.ofThisProcess();
  private final Encoder encoder = new Encoder(identity, 400);
  private long seq;

  private static Series series(String name, MetricKind kind, MetricValue value, long incarnation) {
    SeriesId id = new SeriesId(name, Tags.empty());
    return new Series(id, MetricInfo.of(name, kind), value, incarnation, 0);
  }

  private static Series counter(String name, long value, long incarnation) {
    return series(name, MetricKind.COUNTER, new SumValue(value), incarnation);
  }

  private static Series gauge(String name, double value, long incarnation) {
    return series(name, MetricKind.GAUGE, new LevelValue(value), incarnation);
  }

  private static MetricValue count(long value) {
    return new SumValue(value);
  }

  private static Batch batch(List<Series> before, List<Series> now, EndedSeries... ended) {
    SnapshotDiff diff = SnapshotDiff.of(before, now, List.of(ended));
    return new Batch(diff.series(), diff.changes(), false);
  }

  private List<Cell> encode(Batch batch) throws MalformedFrameException {
    Outgoing built = encoder.build(STATE, batch, seq, seq + 1);
    assertNotNull(built);
    seq++;
    assertEquals(seq, built.seq());
    Frame frame = Frame.decode(built.bytes());
    assertEquals(encoder.identity(), frame.worker());
    return frame.cells();
  }

  @Test
  void aSeries_isDefinedOnce_andGoesByItsNumber() throws MalformedFrameException {
    List<Series> first = List.of(counter("a", 1, 1), counter("b", 2, 2));
    Batch batch = batch(List.of(), first);
    assertEquals(
        List.of(
            new Cell(0, CellValues.definition(first.get(0)), count(1)),
            new Cell(1, CellValues.definition(first.get(1)), count(2))),
        encode(batch));
    assertTrue(batch.isEncoded());
    assertEquals(2, batch.encoded());
    assertNull(encoder.build(STATE, batch, 1, 2));
    assertEquals(2, encoder.numbered());
    List<Series> second = List.of(first.get(0), counter("b", 7, 2));
    assertEquals(List.of(new Cell(1, null, count(7))), encode(batch(first, second)));
  }

  @Test
  void theEndOfASeries_freesItsNumber_andOneWithoutNeedsNone() throws MalformedFrameException {
    List<Series> first = List.of(counter("a", 1, 1), counter("b", 2, 2));
    encode(batch(List.of(), first));
    Series last = counter("a", 5, 1);
    Series brief = counter("z", 9, 7);
    Series next = counter("c", 3, 3);
    assertEquals(
        List.of(
            new Cell(0, null, count(5)).ended(1),
            new Cell(0, CellValues.definition(brief), count(9)).ended(2),
            new Cell(0, CellValues.definition(next), count(3))),
        encode(
            batch(
                first,
                List.of(first.get(1), next),
                new EndedSeries(last, 1),
                new EndedSeries(brief, 2))));
    assertEquals(2, encoder.numbered());
  }

  @Test
  void whatIsGoneWithoutAnEnd_isToldSo_ifItWasKnown() throws MalformedFrameException {
    Series gauge = gauge("g", 1, 4);
    encode(batch(List.of(), List.of(gauge)));
    assertEquals(List.of(Cell.ended(0, 0)), encode(batch(List.of(gauge), List.of())));
    assertEquals(0, encoder.numbered());
    assertEquals(List.of(), encode(batch(List.of(gauge), List.of())));
  }

  @Test
  void afterForgetting_allIsDefinedAgain() throws MalformedFrameException {
    List<Series> first = List.of(counter("a", 1, 1));
    List<Cell> defined = encode(batch(List.of(), first));
    encoder.forgetDefinitions();
    assertEquals(0, encoder.numbered());
    assertEquals(defined, encode(batch(List.of(), first)));
  }

  @Test
  void aFullFrame_isFollowedByAnother() throws MalformedFrameException {
    List<Series> many =
        List.of(
            counter("a".repeat(200), 1, 1),
            counter("b".repeat(200), 2, 2),
            counter("c".repeat(90), 3, 3));
    Batch batch = batch(List.of(), many);
    assertEquals(1, encode(batch).size());
    assertEquals(1, batch.encoded());
    assertEquals(1, encoder.numbered());
    assertEquals(List.of(1, 2), encode(batch).stream().map(Cell::id).toList());
    assertTrue(batch.isEncoded());
  }

  @Test
  void aSeriesThatFitsIntoNoFrame_isNamed_andHarmsNoOther() throws MalformedFrameException {
    Series endless = counter("e".repeat(500), 1, 1);
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    try {
      List<Cell> cells = encode(batch(List.of(), List.of(endless, counter("f", 2, 2))));
      assertEquals(1, cells.size());
      assertEquals(0, cells.get(0).id());
      assertEquals(count(2), cells.get(0).value());
    } finally {
      System.setErr(before);
    }
    String text = logged.toString(StandardCharsets.UTF_8);
    assertTrue(
        text.contains(
            "series '"
                + "e".repeat(200)
                + "…' is not sent: its name and tags do not fit into a frame of 400 bytes; shorten"
                + " them"),
        text);
  }

  @Test
  void afterARebirth_whatWasDelivered_countsNoMore() throws MalformedFrameException {
    List<Series> first = List.of(counter("a", 5, 1), gauge("g", 7, 2));
    encode(batch(List.of(), first));
    encoder.rebirth(first, null);
    assertNotEquals(identity.incarnation(), encoder.identity().incarnation());
    assertEquals(identity.pid(), encoder.identity().pid());
    encoder.forgetDefinitions();
    List<Series> second = List.of(counter("a", 8, 1), gauge("g", 7, 2));
    List<Cell> cells = encode(batch(List.of(), second));
    assertEquals(count(3), cells.get(0).value());
    assertEquals(new LevelValue(7), cells.get(1).value());
    encoder.forgetDefinitions();
    List<Series> remade = List.of(counter("a", 2, 9));
    assertEquals(count(2), encode(batch(List.of(), remade)).get(0).value());
  }

  @Test
  void afterARebirth_whatWasDeliveredOfABatch_countsNoMoreEither() throws MalformedFrameException {
    List<Series> first = List.of(counter("a", 5, 1), counter("b", 6, 2));
    encode(batch(List.of(), first));
    List<Series> second = List.of(counter("a", 7, 1), counter("b", 9, 2));
    Batch half = batch(first, second);
    encode(half);
    half.delivered(1);
    encoder.rebirth(first, half);
    encoder.forgetDefinitions();
    assertEquals(
        List.of(count(0), count(3)),
        encode(batch(List.of(), second)).stream().map(Cell::value).toList());
  }

  @Test
  void whatEndedAndIsForgotten_countsFromZeroWhenItComesBack() throws MalformedFrameException {
    List<Series> first = List.of(counter("a", 5, 0));
    encode(batch(List.of(), first));
    encoder.rebirth(first, null);
    encoder.forgetDefinitions();
    encoder.forget(counter("other", 5, 0));
    assertEquals(count(1), encode(batch(List.of(), List.of(counter("a", 6, 0)))).get(0).value());
    encoder.forget(counter("a", 5, 0));
    encoder.forgetDefinitions();
    assertEquals(count(6), encode(batch(List.of(), List.of(counter("a", 6, 0)))).get(0).value());
  }

  @Test
  void aGoodbye_goesWithTheLastChanges_once() throws MalformedFrameException {
    List<Series> now = List.of(counter("a".repeat(200), 1, 1), counter("b".repeat(200), 2, 2));
    SnapshotDiff diff = SnapshotDiff.of(List.of(), now, List.of());
    Batch batch = new Batch(diff.series(), diff.changes(), true);
    assertEquals(now, batch.series());
    Outgoing first = encoder.build(STATE, batch, 0, 1);
    assertEquals(1, first.changes());
    assertTrue(!first.goodbye() && !Frame.decode(first.bytes()).goodbye());
    Outgoing second = encoder.build(STATE, batch, 1, 2);
    assertEquals(2, second.changes());
    assertTrue(second.goodbye() && Frame.decode(second.bytes()).goodbye());
    assertNull(encoder.build(STATE, batch, 2, 3));
  }
}
