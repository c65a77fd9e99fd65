package io.tapes.distributed.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.EndedSeries;
import io.tapes.Exemplar;
import io.tapes.Exemplars;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which exemplars a worker sends, and to whom. */
class ExemplarDeliveryTest {
  private static final Id STATE = new Id(1, 2);

  private Encoder encoder = new Encoder(WorkerIdentity.ofThisProcess(), 1_000);
  private long seq;

  private static Exemplars at(long millis, String trace) {
    return Exemplars.of(List.of(new Exemplar(Tags.of("trace_id", trace), 1, millis)));
  }

  private static Series counter(String name, long value, Exemplars exemplars) {
    SeriesId id = new SeriesId(name, Tags.empty());
    MetricInfo info = MetricInfo.of(name, MetricKind.COUNTER);
    return new Series(id, info, new SumValue(value), 1, 0, exemplars);
  }

  private List<Cell> sent(List<Series> before, List<Series> now, EndedSeries... ended)
      throws MalformedFrameException {
    SnapshotDiff diff = SnapshotDiff.of(before, now, List.of(ended));
    Batch batch = new Batch(diff.series(), diff.changes(), false);
    List<Cell> cells = new ArrayList<>();
    while (!batch.isEncoded()) {
      Outgoing built = encoder.build(STATE, batch, seq, seq + 1);
      assertNotNull(built);
      seq++;
      cells.addAll(Frame.decode(built.bytes()).cells());
      assertTrue(seq < 100, "it goes on");
    }
    return cells;
  }

  @Test
  void theFirstOnes_comeWithTheDefinition_toEverybody() throws MalformedFrameException {
    Series first = counter("c", 1, at(1, "a"));
    List<Cell> cells = sent(List.of(), List.of(first));
    assertEquals(
        List.of(new Cell(0, CellValues.definition(first), first.value()).with(first.exemplars())),
        cells);
  }

  @Test
  void laterOnes_goToThoseWhoTakeThem_alone() throws MalformedFrameException {
    Series first = counter("c", 1, at(1, "a"));
    Series second = counter("c", 2, at(2, "b"));
    Series third = counter("c", 3, at(3, "c"));
    sent(List.of(), List.of(first));
    Cell value = new Cell(0, null, new SumValue(2));
    assertEquals(List.of(value), sent(List.of(first), List.of(second)), "it knows no such cells");
    encoder.takesFields(new Id(3, 4));
    assertEquals(List.of(value), sent(List.of(first), List.of(second)), "another one does");
    encoder.takesFields(STATE);
    assertEquals(
        List.of(Cell.exemplars(0, at(3, "c")), new Cell(0, null, new SumValue(3))),
        sent(List.of(second), List.of(third)));
  }

  @Test
  void whatIsKnown_isNotSentAgain() throws MalformedFrameException {
    encoder.takesFields(STATE);
    Series first = counter("c", 1, at(1, "a"));
    sent(List.of(), List.of(first));
    List<Cell> cells = sent(List.of(first), List.of(counter("c", 2, at(1, "a"))));
    assertEquals(List.of(new Cell(0, null, new SumValue(2))), cells);
  }

  @Test
  void anExemplarThatCameAfterItsValue_isSentAlone() throws MalformedFrameException {
    encoder.takesFields(STATE);
    Series first = counter("c", 1, Exemplars.none());
    Series same = counter("c", 1, at(1, "a"));
    sent(List.of(), List.of(first));
    assertEquals(
        List.of(Cell.exemplars(0, at(1, "a"))), sent(List.of(first), List.of(same)).subList(0, 1));
  }

  @Test
  void theLastOnesOfASeries_comeBeforeItsEnd() throws MalformedFrameException {
    encoder.takesFields(STATE);
    Series first = counter("c", 1, Exemplars.none());
    Series last = counter("c", 2, at(2, "b"));
    Series brief = counter("z", 9, at(3, "z"));
    sent(List.of(), List.of(first));
    assertEquals(
        List.of(
            Cell.exemplars(0, at(2, "b")),
            new Cell(0, null, new SumValue(2)).ended(1),
            new Cell(0, CellValues.definition(brief), new SumValue(9))
                .ended(2)
                .with(brief.exemplars())),
        sent(List.of(first), List.of(), new EndedSeries(last, 1), new EndedSeries(brief, 2)));
  }

  @Test
  void whatFitsIntoNoFrame_isLeftOut_andTheValueIsSent() throws MalformedFrameException {
    encoder = new Encoder(WorkerIdentity.ofThisProcess(), 250);
    encoder.takesFields(STATE);
    Exemplars large =
        Exemplars.of(
            List.of(
                new Exemplar(Tags.of("k", "日".repeat(120)), 1, 1),
                new Exemplar(Tags.of("k", "日".repeat(120)), 2, 1)));
    Series first = counter("c", 1, large);
    assertEquals(
        List.of(new Cell(0, CellValues.definition(first), first.value())),
        sent(List.of(), List.of(first)));
    Series small = counter("c", 2, Exemplars.none());
    Series again = counter("c", 3, large);
    assertEquals(List.of(new Cell(0, null, again.value())), sent(List.of(small), List.of(again)));
  }
}
