package io.tapes.reporters.spectatord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.DoubleCounter;
import io.tapes.LevelValue;
import io.tapes.ManualClock;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.reporters.encoding.PercentileBuckets;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.LineSink;
import io.tapes.testing.Forall;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SpectatordFormatTest {
  private static final SpectatordFormat FORMAT =
      SpectatordFormat.of("", Duration.ofMinutes(15), true);

  /** The grammar of the agent: type, option, name, tags, number. */
  private static final Pattern LINE =
      Pattern.compile(
          "[cgm](,[1-9][0-9]*)?:[-._A-Za-z0-9~^]+(,[-._A-Za-z0-9~^]+=[-._A-Za-z0-9~^]+)*"
              + ":(NaN|-?[0-9]+(\\.[0-9]+)?)");

  private static List<String> lines(Snapshot now, Snapshot sent) throws IOException {
    return lines(now, sent, new ArrayList<>());
  }

  private static List<String> lines(Snapshot now, Snapshot sent, List<String> leftOut)
      throws IOException {
    List<String> lines = new ArrayList<>();
    FORMAT.write(
        now,
        sent,
        new LineSink() {
          @Override
          public void line(String line) {
            lines.addAll(List.of(line.split("\n", -1)));
          }

          @Override
          public void leftOut(String sentence) {
            leftOut.add(sentence);
          }
        });
    return lines;
  }

  private static final Snapshot NOTHING = Snapshot.of(0, List.of());

  private static Snapshot of(String name, Tags tags, MetricValue value) {
    MetricKind kind =
        value.match(sum -> MetricKind.COUNTER, level -> MetricKind.GAUGE, all -> MetricKind.TIMER);
    return Snapshot.of(1, List.of(Series.of(MetricInfo.of(name, kind), tags, value)));
  }

  /** What the other clients write for the same counters and gauges. */
  @Test
  void names_areThoseOfTheOtherClients() throws IOException {
    int compared = 0;
    for (JsonNode one :
        new ObjectMapper().readTree(new File("src/test/resources/spectatord-lines.json"))) {
      boolean counter = one.get("kind").asText().equals("counter");
      boolean gauge = one.get("kind").asText().equals("gauge") && one.get("ttl").asInt() == 0;
      String name = one.get("name").asText();
      if ((!counter && !gauge)
          || name.matches("(?s).*[\\s\\p{Cntrl}{}].*")
          || one.get("line").isNull()) {
        continue; // blanks and braces in names are refused here
      }
      Map<String, String> tags = new LinkedHashMap<>();
      one.get("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
      one.get("common")
          .properties()
          .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
      double number = one.get("args").isEmpty() ? 1 : one.get("args").get(0).asDouble();
      String line = one.get("line").asText();
      if (counter && number != Math.rint(number)) {
        continue; // counters count whole things here
      }
      MetricValue value = counter ? new SumValue((long) number) : new LevelValue(number);
      List<String> ours = lines(of(name, Tags.of(tags), value), NOTHING);
      String expected = line.replaceFirst("^g:", "g,900:").replaceFirst(":[^:]*$", "");
      assertEquals(expected, ours.get(0).replaceFirst(":[^:]*$", ""), line);
      compared++;
    }
    assertTrue(compared > 8, "only " + compared + " lines compared");
  }

  @Test
  void percentileBuckets_areThoseOfTheOtherClients() {
    assertEquals(0x6D, PercentileBuckets.index(42_000_000));
    assertEquals(0x2A, PercentileBuckets.index(1024));
    assertEquals(0, PercentileBuckets.index(0));
    assertEquals(3, PercentileBuckets.index(3));
    assertEquals(4, PercentileBuckets.index(4));
    assertEquals(275, PercentileBuckets.index(Long.MAX_VALUE));
    int last = 0;
    for (long value = 1; value > 0; value = value * 5 / 4 + 1) {
      assertTrue(PercentileBuckets.index(value) >= last, value + "");
      last = PercentileBuckets.index(value);
    }
  }

  @Test
  void durationsOutsideOfTheRange_areCountedAtItsEnds_asTheAgentDoes() throws IOException {
    Registry registry = Registry.builder().clock(new ManualClock()).build();
    registry.timer("t").record(Duration.ZERO);
    registry.timer("t").record(Duration.ofHours(100));
    registry.histogram("h").record(0);
    registry.histogram("h").record(Duration.ofHours(100).toNanos());
    List<String> lines = lines(registry.snapshot(), NOTHING);
    assertEquals(
        List.of("D0000", "D00D5", "T0001", "T00CC"),
        lines.stream()
            .filter(line -> line.contains("percentile="))
            .map(line -> line.replaceFirst(".*percentile=(.*):1", "$1"))
            .toList());
  }

  /** The vectors have them on names that are refused here. */
  @Test
  void keysThatBecomeEqual_areBothSent_asAllClientsDo() throws IOException {
    Snapshot now = of("a", Tags.of("a b", "1", "a_b", "2"), new SumValue(1));
    assertEquals(List.of("c:a,a_b=1,a_b=2:1"), lines(now, NOTHING));
  }

  @Test
  void keysOfTheAgentsOwn_getAnUnderscore() throws IOException {
    Tags tags = Tags.of("statistic", "foo", "percentile", "p", "name", "n", "name_", "m");
    assertEquals(
        List.of("c:c,name__=n,name_=m,percentile_=p,statistic_=foo:3"),
        lines(of("c", tags, new SumValue(3)), NOTHING));
  }

  @Test
  void whatAtlasDoesNotTake_isLeftOutByName() throws IOException {
    Map<String, String> twenty = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      twenty.put("key" + i, "v");
    }
    SumValue one = new SumValue(1);
    List<String> leftOut = new ArrayList<>();
    for (Snapshot taken :
        List.of(
            of("n".repeat(255), Tags.empty(), one),
            of("k", Tags.of("k".repeat(60), "v".repeat(120)), one),
            of("t", Tags.of(twenty).and("empty", ""), one))) {
      assertEquals(1, lines(taken, NOTHING, leftOut).size());
    }
    assertEquals(List.of(), leftOut);
    for (Snapshot refused :
        List.of(
            of("n".repeat(256), Tags.empty(), one),
            of("k", Tags.of("k".repeat(61), "v"), one),
            of("v", Tags.of("k", "v".repeat(121)), one),
            of("t", Tags.of(twenty).and("more", "v"), one))) {
      assertEquals(List.of(), lines(refused, NOTHING, leftOut));
    }
    assertEquals(4, leftOut.size());
    assertTrue(leftOut.get(2).startsWith("series 'v{k=v"), leftOut.get(2));
    assertTrue(leftOut.get(3).endsWith("more than 20 tags, which Atlas does not take; use less"));
  }

  @Test
  void gaugesThatAreNoNumber_areLeftOutByName() throws IOException {
    List<String> leftOut = new ArrayList<>();
    Snapshot infinite = of("g", Tags.empty(), new LevelValue(1 / 0.0));
    Snapshot unknown = of("n", Tags.empty(), new LevelValue(Double.NaN));
    assertEquals(List.of(), lines(infinite, NOTHING, leftOut));
    assertEquals(List.of(), lines(infinite, infinite, leftOut));
    assertEquals(List.of(), lines(unknown, NOTHING, leftOut));
    assertEquals(3, leftOut.size());
    assertEquals(List.of(), lines(unknown, unknown, leftOut)); // known to be unknown
    assertEquals(3, leftOut.size());
  }

  @Test
  void aSeriesThatIsNoGaugeAnyMore_isWithdrawnAsOne() throws IOException {
    Snapshot gauge = of("x", Tags.empty(), new LevelValue(1));
    Snapshot counter = of("x", Tags.empty(), new SumValue(5));
    assertEquals(List.of("c:x:5", "g,900:x:NaN"), lines(counter, gauge));
    assertEquals(List.of("g,900:x:1"), lines(gauge, counter));
  }

  @Test
  void everything_isSentAsIncreases() throws IOException {
    Registry registry = Registry.builder().clock(new ManualClock()).build();
    registry.timer("t", Tags.of("k", "v")).record(Duration.ofMillis(42));
    registry.counter("c").increment(3);
    Snapshot first = registry.snapshot();
    assertEquals(
        List.of(
            "c:c:3",
            "c:t,k=v,statistic=count:1",
            "c:t,k=v,statistic=totalTime:0.042",
            "c:t,k=v,statistic=totalOfSquares:0.001764",
            "m:t,k=v,statistic=max:0.042",
            "c:t,k=v,statistic=percentile,percentile=T006D:1"),
        lines(first, NOTHING).stream()
            .map(line -> line.replaceFirst("(Squares:0.001)\\d+", "$1764"))
            .toList());
    assertEquals(List.of(), lines(first, first));
    registry.counter("c").increment(2);
    assertEquals(List.of("c:c:2"), lines(registry.snapshot(), first));
  }

  @Test
  void aGaugeThatBecomesUnknown_isWithdrawnOnce() throws IOException {
    Snapshot known = of("g", Tags.empty(), new LevelValue(-1.5));
    Snapshot unknown = of("g", Tags.empty(), new LevelValue(Double.NaN));
    assertEquals(List.of("g,900:g:-1.5"), lines(known, NOTHING));
    assertEquals(List.of("g,900:g:NaN"), lines(unknown, known));
    assertEquals(List.of(), lines(unknown, unknown));
  }

  @Test
  void aDoubleCounter_isTheIncreaseWithItsFraction() throws IOException {
    Registry registry = Registry.create();
    DoubleCounter cpu = registry.metric("cpu").doubleCounter();
    cpu.add(1.5);
    Snapshot first = registry.snapshot();
    assertEquals(List.of("c:cpu:1.5"), lines(first, NOTHING));
    cpu.add(0x1p-20);
    assertEquals(List.of("c:cpu:0.00000095367431640625"), lines(registry.snapshot(), first));
  }

  @Test
  void aFollowedTimer_isCountAndTotal() throws IOException {
    Registry registry = Registry.create();
    registry.metric("wait").followedTimer(() -> 3, () -> 2_500_000_000L);
    assertEquals(
        List.of("c:wait,statistic=count:3", "c:wait,statistic=totalTime:2.5"),
        lines(registry.snapshot(), NOTHING));
  }

  @Test
  void anUpDownCounter_isAGauge_ofADecrementedCounterTheIncrementsAreSent() throws IOException {
    Registry registry = Registry.create();
    registry.metric("u").upDownCounter().add(-4);
    assertEquals(List.of("g,900:u:-4"), lines(registry.snapshot(), NOTHING));
    registry.remove("u");
    registry.counter("c").increment(3);
    Snapshot before = registry.snapshot();
    registry.counter("c").decrement(9);
    registry.counter("c").increment(2);
    assertTrue(lines(registry.snapshot(), before).contains("c:c:2"));
  }

  @Test
  void aTimeToLiveThatIsTooShort_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SpectatordFormat.of("", Duration.ofMillis(4_999), true));
  }

  @Test
  void anySnapshot_isMadeOfValidLines() {
    Forall.check(
        any -> {
          List<Integer> seeds = any.list(30, any::ints);
          for (String line : lines(Fuzz.snapshot(seeds), NOTHING)) {
            assertTrue(LINE.matcher(line).matches(), line);
          }
        });
  }
}
