package io.tapes.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tapes.Registry;
import io.tapes.reporters.prometheus.PrometheusFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page of a Tapes registry beside that of Micrometer's own Prometheus registry, fed by the same
 * composite: the same families, types, help texts, labels and values.
 *
 * <p>The differences, all of them, with their reasons:
 *
 * <ul>
 *   <li>A meter without a description has its dotted name as its help, not a blank.
 *   <li>A label without a value is left out: to Prometheus the two are the same.
 *   <li>A gauge that is not a number is left out: it says nothing, and makes a sum with it none.
 *   <li>Long task timers are three gauges, {@code _active}, {@code _duration_seconds} and {@code
 *       _longest_seconds}, not a summary: what falls when a task ends is no counter, and {@code
 *       rate()} of it would be wrong.
 *   <li>A name has one unit: where a binder gives a unit to some meters of a name and none to
 *       others, all series have it.
 *   <li>Percentiles of one process have no {@code quantile} label: nobody can add them up. They are
 *       in the snapshot, merged over processes.
 * </ul>
 */
class PageEqualityTest {
  /** Families of which other series of the same meters have a unit. */
  private static final Map<String, String> WITHOUT_UNIT =
      Map.of("executor_active", "_threads", "executor_queued", "_tasks");

  /**
   * Gauges of the process and the host that each look measures anew, and that looking changes: it
   * takes memory, files and a thread.
   */
  private static final List<String> MEASURED_ANEW =
      List.of(
          "jvm_threads_",
          "jvm_gc_",
          "jvm_buffer_",
          "jvm_memory_us",
          "process_",
          "system_",
          "disk_");

  private final PrometheusMeterRegistry peer =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Registry registry = Registry.create();
  private final CompositeMeterRegistry both = new CompositeMeterRegistry();

  PageEqualityTest() {
    both.add(peer);
    both.add(new TapesMeterRegistry(registry));
  }

  private Page theirs() {
    return Page.of(peer.scrape());
  }

  private Page ours() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(List.of(), PrometheusFormat.text().write(registry.snapshot(), out));
    return Page.of(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void binders_showTheSamePage() throws Exception {
    MeasuredLibraries libraries = new MeasuredLibraries(both);
    try {
      libraries.use();
      Page before = theirs();
      Page ours = ours();
      Page after = theirs();
      assertTrue(before.families().size() > 80, () -> "families: " + before.families().keySet());
      assertSame(before, ours, after);
    } finally {
      libraries.close();
    }
  }

  @Test
  void everyKindOfMeter_showsTheSamePage() throws IOException {
    Counter.builder("orders.total").description("Orders").tag("kind", "new").register(both);
    both.counter("orders.total", "kind", "new").increment(2.5);
    Timer slo =
        Timer.builder("slo")
            .description("With buckets")
            .serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(100))
            .register(both);
    Timer all = Timer.builder("all.buckets").publishPercentileHistogram().register(both);
    DistributionSummary sizes =
        DistributionSummary.builder("sizes")
            .baseUnit("bytes")
            .publishPercentileHistogram()
            .register(both);
    DistributionSummary plain = both.summary("plain", "a", "1", "b", "");
    for (int i = 1; i <= 50; i++) {
      slo.record(3L * i, TimeUnit.MILLISECONDS);
      all.record(37_001L * i * i, TimeUnit.MICROSECONDS);
      sizes.record(1.3 * i * i * i);
      plain.record(0.1 * i);
    }
    Meter.builder(
            "custom",
            Meter.Type.OTHER,
            List.of(
                new Measurement(() -> 3.5, Statistic.TOTAL),
                new Measurement(() -> 4.0, Statistic.COUNT),
                new Measurement(() -> 5.0, Statistic.MAX),
                new Measurement(() -> 6.0, Statistic.VALUE),
                new Measurement(() -> 7.0, Statistic.DURATION)))
        .register(both);
    assertSame(theirs(), ours(), theirs());
  }

  @Test
  void longTasks_areGaugesHere() throws IOException {
    LongTaskTimer jobs = LongTaskTimer.builder("jobs").description("Jobs").register(both);
    jobs.start();
    assertEquals("summary", theirs().families().get("jobs_seconds").type());
    assertEquals(1, theirs().samples().get("jobs_seconds_count{}"));
    assertEquals(new Page.Family("gauge", "Jobs"), ours().families().get("jobs_active"));
    assertEquals(1, ours().samples().get("jobs_active{}"));
    assertTrue(ours().samples().containsKey("jobs_duration_seconds{}"));
    assertTrue(ours().samples().containsKey("jobs_longest_seconds{}"));
  }

  @Test
  void percentiles_haveNoLabelHere() throws IOException {
    Timer timer = Timer.builder("t").publishPercentiles(0.9).register(both);
    timer.record(1, TimeUnit.SECONDS);
    assertTrue(theirs().samples().containsKey("t_seconds{quantile=0.9}"));
    assertEquals(
        Set.of("t_seconds_count{}", "t_seconds_sum{}", "t_seconds_max{}"),
        ours().samples().keySet());
    assertEquals(1, registry.snapshot().number("t.q99"), 0.01);
  }

  /**
   * Compares a page with what the peer showed before and after it: what stood still must be equal,
   * what rose must lie between, and of what fell or is measured anew by each look the name is
   * enough.
   */
  private static void assertSame(Page before, Page ours, Page after) {
    assertEquals(lines(before), lines(ours));
    Map<String, Double> low = comparable(before);
    Map<String, Double> high = comparable(after);
    List<String> wrong = new ArrayList<>();
    Set<String> names = new TreeSet<>(low.keySet());
    Map<String, Double> mine = comparable(ours);
    names.addAll(mine.keySet());
    for (String name : names) {
      Double value = mine.get(name);
      Double least = low.get(name);
      Double most = high.getOrDefault(name, Double.NaN);
      if (value == null || least == null) {
        wrong.add(name + ": " + least + " there, " + value + " here");
      } else if (!isMeasuredAnew(name, ours)
          && least <= most
          && (value < least - error(least) || value > most + error(most))) {
        wrong.add(name + ": " + least + " to " + most + " there, " + value + " here");
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static boolean isMeasuredAnew(String sample, Page page) {
    Page.Family family = page.families().get(sample.substring(0, sample.indexOf('{')));
    return family != null
        && family.type().equals("gauge")
        && MEASURED_ANEW.stream().anyMatch(sample::startsWith);
  }

  /** Sums are added up in another order here. */
  private static double error(double value) {
    return 1e-9 * Math.max(1, Math.abs(value));
  }

  private static Map<String, Double> comparable(Page page) {
    return page.samples().entrySet().stream()
        .filter(sample -> !sample.getValue().isNaN() && !isOwn(sample.getKey()))
        .collect(
            Collectors.toMap(
                sample -> withoutEmpty(sample.getKey()),
                Map.Entry::getValue,
                (a, b) -> b,
                TreeMap::new));
  }

  private static String withoutEmpty(String sample) {
    int brace = sample.indexOf('{');
    String labels =
        List.of(sample.substring(brace + 1, sample.length() - 1).split(", ")).stream()
            .filter(label -> !label.endsWith("="))
            .collect(Collectors.joining(", "));
    String name = sample.substring(0, brace);
    return name + WITHOUT_UNIT.getOrDefault(name, "") + "{" + labels + "}";
  }

  /** What Tapes says of itself. */
  private static boolean isOwn(String name) {
    return name.startsWith("tapes_");
  }

  /** Each family, its type and its help; those that have samples. */
  private static String lines(Page page) {
    return page.families().entrySet().stream()
        .filter(family -> !isOwn(family.getKey()) && !WITHOUT_UNIT.containsKey(family.getKey()))
        .map(
            family -> {
              String help = family.getValue().help();
              String mangled = help.replaceAll("[^a-zA-Z0-9]", "_");
              boolean isName = family.getKey().startsWith(mangled);
              return family.getKey()
                  + " "
                  + family.getValue().type()
                  + " "
                  + (isName ? "" : help.strip());
            })
        .collect(Collectors.joining("\n"));
  }
}
