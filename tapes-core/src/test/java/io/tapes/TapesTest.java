package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tapes.report.ReportSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The global registry. */
class TapesTest {
  @Test
  void everyFunction_isTheGlobalRegistrys() {
    Registry global = Tapes.registry();
    assertSame(global, Tapes.registry());
    assertSame(global.timer("tapes.test.t"), Tapes.timer("tapes.test.t"));
    assertSame(global.counter("tapes.test.c"), Tapes.counter("tapes.test.c"));
    assertSame(global.meter("tapes.test.m"), Tapes.meter("tapes.test.m"));
    assertSame(global.histogram("tapes.test.h"), Tapes.histogram("tapes.test.h"));
    assertSame(global.gauge("tapes.test.g"), Tapes.gauge("tapes.test.g"));
    assertSame(Tapes.gauge("tapes.test.s"), Tapes.gauge("tapes.test.s", () -> 4));
  }

  @Test
  void getStats_showsIt() {
    Tapes.timer("global.page").record(Duration.ofSeconds(1));
    Map<?, ?> global = (Map<?, ?>) Tapes.getStats().get("global");
    assertEquals(1L, ((Map<?, ?>) global.get("page")).get("count"));
  }

  @Test
  void aScheduleWithoutASource_reportsIt() {
    Tapes.counter("tapes.test.reported").increment();
    List<Snapshot> reported = new ArrayList<>();
    ReportSchedule.every(Duration.ofHours(1), reported::add).close();
    assertEquals(1, reported.get(0).number("tapes.test.reported.value"));
  }
}
