package io.tapes.distributed.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.distributed.wire.Checkpoint;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Gauges of workers: while they live, when they end, and long after. */
class GaugeTableTest {
  private static final SeriesId G = new SeriesId("g", Tags.empty());
  private static final LevelValue ONE = new LevelValue(1);

  private final GaugeTable table = new GaugeTable();

  private GaugeSeries series(Aggregation aggregation) {
    return table.series(G, new MetricInfo("g", MetricKind.GAUGE, aggregation));
  }

  private List<String> shown() {
    return table.snapshot(7).series().stream()
        .flatMap(series -> Stream.of(series.id().toString(), series.fields().toString()))
        .toList();
  }

  private static WorkerLiveness worker(String label) {
    return new WorkerLiveness(label, false);
  }

  @Test
  void aGauge_isShownWhileAWorkerHasIt() {
    GaugeSeries series = series(Aggregation.SUM);
    WorkerLiveness a = worker("a");
    WorkerLiveness b = worker("b");
    table.join(series, a, ONE);
    assertEquals(7, table.snapshot(7).wallMillis());
    GaugePart second = table.join(series(Aggregation.SUM), b, new LevelValue(4));
    assertEquals(List.of("g", "{value=5.0}"), shown());
    second.set(new LevelValue(6, 99));
    assertEquals(new LevelValue(6, 99), second.get());
    table.withdraw(series, b);
    assertEquals(List.of("g", "{value=1.0}"), shown());
    assertEquals(List.of(), table.ended());
    table.withdraw(series, a);
    assertEquals(List.of(), shown());
    assertTrue(series.isEmpty());
  }

  @Test
  void aDroppedGauge_isForgotten_andComesBackWithTheNextValue() {
    GaugeSeries series = series(Aggregation.SUM);
    WorkerLiveness a = worker("a");
    table.join(series, a, ONE);
    table.end(series, a);
    assertEquals(
        List.of(new LevelValue(1)),
        table.ended().stream().map(Checkpoint.EndedGauge::value).toList());
    table.drop(G);
    assertEquals(List.of(), shown());
    table.end(series, a);
    table.withdraw(series, a);
    table.join(series(Aggregation.SUM), worker("b"), ONE);
    assertEquals(List.of("g", "{value=1.0}"), shown());
  }

  @Test
  void whatEndedWorkersLeft_expiresOneByOne_afterItsTime() {
    GaugeSeries series = series(Aggregation.ALL);
    for (String label : List.of("a", "b")) {
      WorkerLiveness worker = worker(label);
      table.join(series, worker, ONE);
      table.end(series, worker);
    }
    assertEquals(2, table.ended().size());
    assertEquals(0, table.expireEnded(100, 50));
    table.restore(series, "c", ONE);
    assertEquals(0, table.expireEnded(149, 50));
    assertEquals(2, table.expireEnded(150, 50));
    assertEquals(List.of("g{worker=c}", "{value=1.0}"), shown());
    assertEquals(0, table.expireEnded(198, 50));
    assertEquals(1, table.expireEnded(199, 50));
    assertEquals(List.of(), shown());
    assertTrue(series.isEmpty());
  }

  @Test
  void whatManyWorkersLeftTogether_doesNotExpire() {
    GaugeSeries series = series(Aggregation.MAX);
    WorkerLiveness a = worker("a");
    table.join(series, a, ONE);
    table.end(series, a);
    table.expireEnded(0, 1);
    assertEquals(0, table.expireEnded(100, 1));
    assertEquals(List.of("g", "{value=1.0}"), shown());
  }

  @Test
  void theOldestOfTooManyThatEnded_goesFirst() {
    GaugeSeries series = series(Aggregation.ALL);
    for (int i = 0; i < GaugeSeries.MAX_ENDED; i++) {
      series.addEnded("w" + i, ONE);
    }
    table.restore(series, "w0", new LevelValue(2));
    assertEquals(GaugeSeries.MAX_ENDED, table.ended().size());
    assertEquals("w0", table.ended().get(0).label());
    table.restore(series, "last", ONE);
    assertEquals(GaugeSeries.MAX_ENDED, table.ended().size());
    assertEquals("w1", table.ended().get(0).label());
  }
}
