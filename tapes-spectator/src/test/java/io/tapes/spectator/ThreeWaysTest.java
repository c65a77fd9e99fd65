package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.reporters.spectatord.SpectatordReporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same events as a line each, aggregated first and sent to the agent, and published without an
 * agent: Atlas gets the same.
 */
class ThreeWaysTest {
  private static final int EVENTS = 20_000;

  /** A recorded bucket is that wide; squares are computed from buckets. */
  private static final double BUCKET = 0.008;

  /** A recorded bucket goes whole to where its middle lies: of values spread evenly, some 1.1 %. */
  private static final double MOVED = 0.0125;

  private final Registry registry = Registry.create();
  private final SpectatorRegistry thin = Lines.memory();

  @Test
  void lineByLine_aggregatedFirst_andWithoutAnAgent_areTheSame(@TempDir Path folder)
      throws Exception {
    Random random = new Random(20_26);
    for (int i = 0; i < EVENTS; i++) {
      event(random);
    }
    Daemon agent = new Daemon();
    Lines.of(thin).forEach(agent::receive);
    Map<String, Double> byLine = agent.published();

    Path lines = folder.resolve("lines");
    try (SpectatordReporter reporter =
        SpectatordReporter.builder().location("file://" + lines).build()) {
      reporter.report(registry.snapshot());
    }
    Daemon aggregated = new Daemon();
    Files.readAllLines(lines).forEach(aggregated::receive);

    Map<String, Double> published = new TreeMap<>();
    try (AtlasServer atlas = new AtlasServer();
        AtlasReporter reporter =
            AtlasReporter.builder(atlas.uri(""))
                .transport(http -> http.timeout(Duration.ofSeconds(30)))
                .build()) {
      reporter.report(registry.snapshot());
      AtlasServer.measurements(atlas.posted().get(0))
          .forEach((id, value) -> published.put(id.replaceFirst(" \\d+$", ""), value));
    }

    assertTrue(agent.errors().isEmpty() && aggregated.errors().isEmpty());
    assertEquals(0, thin.droppedUpdates());
    assertEquals(aggregated.published(), published);
    assertSame(byLine, aggregated.published());
  }

  private void event(Random random) {
    String region = random.nextBoolean() ? "eu" : "us";
    Tags tags = Tags.of("region", region);
    Map<String, String> map = tags.asMap();
    long size = (long) Math.exp(random.nextDouble() * 20);
    switch (random.nextInt(6)) {
      case 0 -> {
        registry.counter("requests", tags).increment(1 + size % 7);
        thin.counter("requests", map).increment((double) (1 + size % 7));
      }
      case 1 -> {
        Duration took = Duration.ofNanos(size + 1);
        registry.timer("latency", tags).record(took);
        thin.percentileTimer("latency", map).record(took);
      }
      case 2 -> {
        double seconds = (size + 1) / 1e9;
        registry.timer("seconds", tags).record(Duration.ofNanos(size + 1));
        thin.percentileTimer("seconds", map).record(seconds);
      }
      case 3 -> {
        registry.histogram("bytes", tags).record(size);
        thin.percentileDistributionSummary("bytes", map).record((double) size);
      }
      case 4 -> {
        double level = random.nextGaussian();
        registry.gauge("load", tags).set(level);
        thin.gauge("load", map).set(level);
      }
      default -> {
        registry.metric("peak").tags("region", region).maxGauge().update((double) size);
        thin.maxGauge("peak", map).set((double) size);
      }
    }
  }

  /** Counts, totals, levels and maxima are equal; of buckets a value may be one beside its own. */
  private static void assertSame(Map<String, Double> byLine, Map<String, Double> aggregated) {
    Map<String, Double> one = withoutBuckets(byLine);
    Map<String, Double> other = withoutBuckets(aggregated);
    assertEquals(one.keySet(), other.keySet());
    one.forEach(
        (id, value) -> {
          double tolerance = id.contains("totalOfSquares") ? BUCKET : 1e-12;
          assertEquals(value, other.get(id), Math.abs(value) * tolerance, id);
        });
    long moved = 0;
    long all = 0;
    for (String series : new String[] {"latency", "seconds", "bytes"}) {
      for (String region : new String[] {"eu", "us"}) {
        long[] counts = moved(buckets(byLine, series, region), buckets(aggregated, series, region));
        moved += counts[0];
        all += counts[1];
      }
    }
    assertTrue(moved > 0 && moved < all * MOVED, moved + " of " + all);
  }

  private static Map<String, Double> withoutBuckets(Map<String, Double> all) {
    Map<String, Double> rest = new TreeMap<>(all);
    rest.keySet().removeIf(id -> id.contains("percentile"));
    return rest;
  }

  private static long[] buckets(Map<String, Double> all, String series, String region) {
    long[] counts = new long[276];
    all.forEach(
        (id, count) -> {
          if (id.matches(series + "\\{percentile=[TD].{4}, region=" + region + ",.*")) {
            int at = id.indexOf('=') + 2;
            counts[Integer.parseInt(id.substring(at, at + 4), 16)] += count.longValue();
          }
        });
    return counts;
  }

  /** How many boundaries of buckets values have moved over, and how many values there are. */
  private static long[] moved(long[] one, long[] other) {
    long carried = 0;
    long moved = 0;
    long all = 0;
    for (int i = 0; i < one.length; i++) {
      all += one[i];
      carried += one[i] - other[i];
      moved += Math.abs(carried);
    }
    assertEquals(0, carried);
    assertTrue(all > 1_000, all + " values");
    return new long[] {moved, all};
  }
}
