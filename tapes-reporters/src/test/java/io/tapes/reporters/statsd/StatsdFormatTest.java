package io.tapes.reporters.statsd;

import static io.tapes.reporters.format.Samples.counter;
import static io.tapes.reporters.format.Samples.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.LineFormat;
import io.tapes.testing.Forall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatsdFormatTest {
  private static final StatsdFormat PLAIN = StatsdFormat.of("", StatsdTags.SEGMENTS);
  private static final Pattern LINE =
      Pattern.compile("[A-Za-z0-9_.-]+:(0|-?[0-9]+(\\.[0-9]+)?)\\|[cg](\\|#[^|#\\s]+)?");

  private static List<String> lines(LineFormat format, Snapshot now, Snapshot sent)
      throws IOException {
    List<String> lines = new ArrayList<>();
    format.write(now, sent, lines::add);
    return lines;
  }

  private static Snapshot gauge(double value) {
    return snapshot(Series.gauge(new SeriesId("g", Tags.empty()), value, Aggregation.SUM));
  }

  @Test
  void write_counter_sendsTheIncreaseOnly() throws IOException {
    Snapshot five = snapshot(counter("c", Tags.empty(), 5));
    Snapshot eight = snapshot(counter("c", Tags.empty(), 8));
    assertEquals(List.of("c.value:5|c"), lines(PLAIN, five, snapshot()));
    assertEquals(List.of("c.value:3|c"), lines(PLAIN, eight, five));
    assertEquals(List.of(), lines(PLAIN, eight, eight));
  }

  @Test
  void write_counterThatBeganAnew_sendsAllOfIt() throws IOException {
    assertEquals(
        List.of("c.value:2|c"),
        lines(
            PLAIN,
            snapshot(counter("c", Tags.empty(), 2)),
            snapshot(counter("c", Tags.empty(), 9))));
  }

  @Test
  void write_newCounterAtZero_makesTheNameKnown() throws IOException {
    assertEquals(
        List.of("c.value:0|c"), lines(PLAIN, snapshot(counter("c", Tags.empty(), 0)), snapshot()));
  }

  @Test
  void write_decrementedCounter_isTheIncreaseOfItsIncrements_anUpDownCounterIsAGauge()
      throws IOException {
    Series counter = counter("c", Tags.empty(), 3);
    Series down = counter.withValue(new SumValue(1, 4));
    assertEquals(List.of("c.value:2|c"), lines(PLAIN, snapshot(down), snapshot(counter)));
    MetricInfo info = MetricInfo.of("u", MetricKind.UP_DOWN_COUNTER);
    Snapshot open = snapshot(Series.of(info, Tags.empty(), new SumValue(4, 2)));
    assertEquals(List.of("u.value:4|g"), lines(PLAIN, open, open));
  }

  @Test
  void write_doubleCounter_isTheIncreaseWithItsFraction() throws IOException {
    MetricInfo info = MetricInfo.of("d", MetricKind.DOUBLE_COUNTER);
    Snapshot first = snapshot(Series.of(info, Tags.empty(), SumValue.ofDouble(1.5)));
    Snapshot second = snapshot(Series.of(info, Tags.empty(), SumValue.ofDouble(4)));
    assertEquals(List.of("d.value:1.5|c"), lines(PLAIN, first, snapshot()));
    assertEquals(List.of("d.value:2.5|c"), lines(PLAIN, second, first));
    assertEquals(List.of(), lines(PLAIN, second, second));
  }

  @Test
  void write_followedTimer_isCountAndMean() throws IOException {
    Registry registry = Registry.create();
    registry.metric("wait").followedTimer(() -> 2, () -> 3_000_000L);
    assertEquals(
        List.of("wait.total:2|c", "wait.mean:1.5|g"),
        lines(PLAIN, registry.snapshot(), snapshot()));
  }

  @Test
  void write_negativeGauge_isSetToZeroInTheSameUnit() throws IOException {
    assertEquals(List.of("g.value:0|g\ng.value:-21.5|g"), lines(PLAIN, gauge(-21.5), snapshot()));
  }

  @Test
  void write_gaugeThatIsNoNumber_isLeftOut() throws IOException {
    assertEquals(List.of(), lines(PLAIN, gauge(Double.NaN), snapshot()));
    assertEquals(List.of(), lines(PLAIN, gauge(Double.NEGATIVE_INFINITY), snapshot()));
  }

  @Test
  void write_tinyAndHugeNumbers_haveNoExponent() throws IOException {
    assertEquals(List.of("g.value:0.0000001|g"), lines(PLAIN, gauge(1e-7), snapshot()));
    assertEquals(
        List.of("g.value:1" + "0".repeat(21) + "|g"), lines(PLAIN, gauge(1e21), snapshot()));
  }

  @Test
  void write_inALocaleWithCommas_writesPoints() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(List.of("g.value:1.5|g"), lines(PLAIN, gauge(1.5), snapshot()));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void write_tags_becomeSegmentsOrASuffix() throws IOException {
    Snapshot now = snapshot(counter("c", Tags.of("a.b", "x y", "k", "", "ü", "1:2"), 1));
    assertEquals(
        List.of("p.q.c.a_b.x_y.k._._.1_2.value:1|c"),
        lines(StatsdFormat.of("p.q", StatsdTags.SEGMENTS), now, snapshot()));
    assertEquals(
        List.of("p.q.c.value:1|c|#a.b:x_y,k,ü:1:2"),
        lines(StatsdFormat.of("p.q", StatsdTags.DOGSTATSD), now, snapshot()));
  }

  @Test
  void write_anySnapshot_isMadeOfValidLines() {
    Forall.check(
        any -> {
          List<Integer> seeds = any.list(30, any::ints);
          for (StatsdTags tags : StatsdTags.values()) {
            for (String unit :
                lines(StatsdFormat.of("p", tags), Fuzz.snapshot(seeds), snapshot())) {
              for (String line : unit.split("\n", -1)) {
                assertTrue(LINE.matcher(line).matches(), line);
              }
            }
          }
        });
  }
}
