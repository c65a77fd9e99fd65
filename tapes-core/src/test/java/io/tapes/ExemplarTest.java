package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Exemplars that are given with a record. */
class ExemplarTest {
  private final ManualClock clock = new ManualClock(1_000_000);
  private final Registry registry = Registry.builder().clock(clock).build();

  private static Exemplar trace(String id) {
    return Exemplar.of("trace_id", id);
  }

  private Exemplars shown(String name) {
    return registry.snapshot().series(new SeriesId(name, Tags.empty())).orElseThrow().exemplars();
  }

  private static void assertRefused(String words, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertTrue(e.getMessage().length() < 500, "a sentence, whatever was given");
  }

  @Test
  void of_hasNeitherValueNorTime() {
    Exemplar given = trace("abc");
    assertTrue(Double.isNaN(given.value()));
    assertEquals(0, given.timestampMillis());
    assertEquals(Optional.of("abc"), given.labels().value("trace_id"));
  }

  @Test
  void labels_haveAtMost128CodePoints() {
    String rocket = "\uD83D\uDE80"; // one code point, two chars, four bytes
    assertEquals(rocket.repeat(120), trace(rocket.repeat(120)).labels().value(0));
    assertRefused("1 labels has 129 characters", () -> trace(rocket.repeat(121)));
    assertRefused("2 labels has 129", () -> Exemplar.of("a", "x".repeat(100), "b", "y".repeat(27)));
    assertRefused("129", () -> new Exemplar(Tags.of("k", "v".repeat(128)), 1, 1));
  }

  @Test
  void tenThousandLabels_areRefusedInASentence() {
    String[] pairs = new String[20_000];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = "k" + i;
    }
    assertRefused("10000 labels has more than 128", () -> Exemplar.of(pairs));
  }

  @Test
  void aNameThatUtf8CannotCarry_isRefused() {
    assertRefused("of an exemplar has half", () -> Exemplar.of("a", "", "\uD83D", ""));
    assertEquals("\uD83D", trace("\uD83D").labels().value(0), "of a value it becomes a mark");
  }

  @Test
  void aTimeBefore1970_isRefused() {
    assertRefused("-1 ms is before 1970", () -> new Exemplar(Tags.empty(), 1, -1));
  }

  @Test
  void aTimersExemplar_hasSecondsAndTheTimeOfTheRecord() {
    Timer timer = registry.timer("t");
    timer.record(Duration.ofMillis(250), trace("slow"));
    assertEquals(Exemplars.of(timer.exemplars().list()), shown("t"));
    Exemplar only = shown("t").newest().orElseThrow();
    assertEquals(new Exemplar(Tags.of("trace_id", "slow"), 0.25, 1_000_000), only);
  }

  @Test
  void everyInstrumentWithExemplars_showsThem() {
    registry.counter("c").increment(3, trace("a"));
    registry.metric("d").doubleCounter().add(0.5, trace("b"));
    registry.histogram("h").record(-7, trace("c"));
    registry.metric("r").doubleHistogram().record(-0.25, trace("d"));
    assertEquals(3, shown("c").newest().orElseThrow().value());
    assertEquals(0.5, shown("d").newest().orElseThrow().value());
    assertEquals(-7, shown("h").newest().orElseThrow().value());
    assertEquals(-0.25, shown("r").newest().orElseThrow().value());
    assertEquals(3, registry.counter("c").value());
    assertEquals(1, registry.histogram("h").count());
  }

  @Test
  void aTimeThatIsGiven_isKept() {
    registry.counter("c").increment(1, new Exemplar(Tags.of("trace_id", "a"), Double.NaN, 77));
    assertEquals(77, shown("c").newest().orElseThrow().timestampMillis());
  }

  @Test
  void aTimeFarAhead_isDroppedAndCounted_becauseItWouldStayForEver() {
    long hour = Duration.ofHours(1).toMillis();
    Counter counter = registry.counter("c");
    counter.increment(1, new Exemplar(Tags.empty(), 1, 1_000_000 + hour));
    assertEquals(1, counter.exemplars().size());
    counter.increment(1, new Exemplar(Tags.of("k", "v"), 1, 1_000_001 + hour));
    assertEquals(Tags.empty(), counter.exemplars().newest().orElseThrow().labels());
    assertEquals(2, counter.value(), "the record stands");
    assertEquals(1, registry.snapshot().number("tapes.exemplar.errors.value"));
  }

  @Test
  void whatIsDropped_hasNoExemplar() {
    Timer timer = registry.timer("t");
    timer.record(Duration.ofMillis(-1), trace("a"));
    timer.record(Duration.ofSeconds(Long.MAX_VALUE), trace("a"));
    Counter counter = registry.counter("c");
    counter.increment(-1, trace("a"));
    DoubleCounter cpu = registry.metric("d").doubleCounter();
    cpu.add(-1, trace("a"));
    DoubleHistogram ratio = registry.metric("r").doubleHistogram();
    ratio.record(Double.NaN, trace("a"));
    for (Instrument one : new Instrument[] {timer, counter, cpu, ratio}) {
      assertEquals(Exemplars.none(), one.exemplars(), one.id().name());
    }
    assertEquals(4, registry.snapshot().number("tapes.dropped.value"));
  }

  @Test
  void aSeriesThatDoesNotChange_isTheSameInstance() {
    Histogram histogram = registry.histogram("h");
    histogram.record(5, trace("a"));
    SeriesId id = histogram.id();
    Series first = registry.snapshot().series(id).orElseThrow();
    assertSame(first, registry.snapshot().series(id).orElseThrow());
    clock.advance(Duration.ofMillis(1));
    histogram.mergeExemplars(Exemplars.of(first.exemplars().list()));
    assertSame(first, registry.snapshot().series(id).orElseThrow(), "it was there already");
    histogram.mergeExemplars(Exemplars.of(List.of(new Exemplar(Tags.empty(), 5, 1_000_001))));
    Series next = registry.snapshot().series(id).orElseThrow();
    assertEquals(first, next, "equality is about values");
    assertEquals(1_000_001, next.exemplars().newest().orElseThrow().timestampMillis());
  }

  @Test
  void anInstrumentWithoutExemplars_ignoresThem() {
    Meter meter = registry.meter("m");
    meter.mark();
    meter.mergeExemplars(Exemplars.of(List.of(new Exemplar(Tags.empty(), 1, 1))));
    assertEquals(Exemplars.none(), shown("m"));
  }

  @Test
  void whatIsRecordedAfterTheEnd_isNotRead() {
    LastValues ends = registry.lastValues();
    Counter counter = registry.counter("c");
    counter.increment(1, trace("before"));
    registry.remove(counter);
    counter.increment(1, trace("after"));
    Series last = ends.pending().get(0).series();
    assertEquals("{trace_id=before}", last.exemplars().newest().orElseThrow().labels().toString());
  }

  @Test
  void aSumOfTwoCounters_hasTheNewestOfBoth() {
    Counter counter = registry.counter("c");
    counter.increment(1, trace("a"));
    Snapshot before = registry.snapshot();
    clock.advance(Duration.ofSeconds(1));
    counter.increment(1_000, trace("b"));
    Exemplars news =
        registry.snapshot().plus(before).series(counter.id()).orElseThrow().exemplars();
    assertEquals("{trace_id=b}", news.newest().orElseThrow().labels().toString());
    assertEquals(1, news.size(), "as each of them has one");
  }

  @Test
  void minus_leavesTheNewOnes_andPlusTheNewest() {
    Histogram histogram = registry.histogram("h");
    histogram.record(5, trace("a"));
    histogram.record(500, trace("b"));
    Snapshot before = registry.snapshot();
    clock.advance(Duration.ofSeconds(1));
    histogram.record(501, trace("c"));
    Snapshot after = registry.snapshot();
    Exemplars news = after.minus(before).series(histogram.id()).orElseThrow().exemplars();
    assertEquals("{trace_id=c}", news.newest().orElseThrow().labels().toString());
    assertEquals(1, news.size());
    Exemplars both = before.plus(after).series(histogram.id()).orElseThrow().exemplars();
    assertEquals(shown("h"), both);
    assertEquals(both, after.plus(before).series(histogram.id()).orElseThrow().exemplars());
  }
}
