package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts, each an aggregator with workers, into a real Prometheus by scrape and by remote write, and
 * into a real VictoriaMetrics: the sums are the ledgers', whatever is started again or lost. {@code
 * -Dtapes.scale.hosts} makes it larger.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScaleOutIT {
  private static final int HOSTS = Integer.getInteger("tapes.scale.hosts", 3);
  private static final int WORKERS = 2;

  /** A native bucket of schema 3 is so much wider than it begins. */
  private static final double WIDTH = Math.pow(2, 1 / 8.0);

  @TempDir Path folder;

  private final List<FleetHost> hosts = new ArrayList<>();
  private Engine prometheus;
  private Engine victoria;

  private long jobs() {
    return hosts.stream().mapToLong(host -> host.jobs).sum();
  }

  private long[] nanos() {
    return hosts.stream()
        .flatMapToLong(host -> host.nanos.stream().mapToLong(Long::longValue))
        .sorted()
        .toArray();
  }

  /** What each way into an engine says of an expression in which {@code %s} is the job. */
  private Map<String, Double> everywhere(String expression) throws Exception {
    Map<String, Double> seen = new LinkedHashMap<>();
    seen.put("scrape", prometheus.query(expression.formatted("scrape")));
    seen.put("remote", prometheus.query(expression.formatted("remote")));
    seen.put("victoria", victoria.query(expression.formatted("remote")));
    return seen;
  }

  private static Map<String, Double> all(double value) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("scrape", value);
    all.put("remote", value);
    all.put("victoria", value);
    return all;
  }

  private static void await(Callable<Map<String, Double>> seen, double expected) throws Exception {
    for (int i = 0; i < 900 && !seen.call().equals(all(expected)); i++) {
      Thread.sleep(100);
    }
    assertEquals(all(expected), seen.call());
  }

  private void assertSums() throws Exception {
    await(() -> everywhere("sum by (kind) (jobs_total{job=\"%s\"})"), (double) jobs());
    await(
        () -> {
          Map<String, Double> seen = everywhere("sum(work_seconds_count{job=\"%s\"})");
          // What Prometheus scrapes natively, it does not have in classic form.
          seen.put(
              "scrape", prometheus.query("histogram_count(sum(work_seconds{job=\"scrape\"}))"));
          return seen;
        },
        nanos().length);
  }

  @Test
  void sumsAndQuantilesOfTheFleet_areTheLedgers_whateverIsStartedAgainOrLost() throws Exception {
    List<Integer> pages = new ArrayList<>();
    for (int i = 0; i < HOSTS; i++) {
      pages.add(Engine.freePort());
    }
    try {
      prometheus = Engine.prometheus(folder, pages);
      victoria = Engine.victoriaMetrics(folder);
      for (int i = 0; i < HOSTS; i++) {
        String labels = ",job=remote,labels=instance=host" + i;
        List<String> reporters =
            List.of(
                "--remote-write",
                prometheus.url() + labels + ",histograms=both",
                "--remote-write",
                victoria.url() + labels);
        hosts.add(new FleetHost(i, Engine.freePort(), pages.get(i), folder, WORKERS, reporters));
      }
      hosts.forEach(FleetHost::work);
      assertSums();

      hosts.get(0).restart(true);
      hosts.get(1).restart(false);
      hosts.forEach(FleetHost::work);
      prometheus.restart();
      victoria.restart();
      hosts.forEach(FleetHost::work);
      hosts.forEach(FleetHost::replaceWorker);
      hosts.forEach(FleetHost::work);
      assertSums();
      assertQuantiles();

      hosts.get(HOSTS - 1).lose();
      hosts.forEach(FleetHost::work); // the last one has nobody left
      await(
          () -> everywhere("sum by (kind) (last_over_time(jobs_total{job=\"%s\"}[1h]))"),
          (double) jobs());
    } finally {
      for (FleetHost host : hosts) {
        host.close();
      }
      for (Engine engine : new Engine[] {prometheus, victoria}) {
        if (engine != null) {
          engine.close();
        }
      }
    }
  }

  private void assertQuantiles() throws Exception {
    long[] nanos = nanos();
    assertEquals(nanos.length, LongStream.of(nanos).filter(one -> one > 0).count());
    for (double q : new double[] {0.1, 0.5, 0.9, 0.99, 0.999}) {
      double truth = nanos[(int) Math.ceil(q * nanos.length) - 1] / 1e9;
      for (String job : List.of("scrape", "remote")) {
        double seen =
            prometheus.query(
                "histogram_quantile(" + q + ", sum(work_seconds{job=\"" + job + "\"}))");
        assertTrue(
            seen <= truth * WIDTH && seen >= truth / WIDTH,
            job + ": " + q + " is " + seen + " instead of " + truth);
      }
    }
  }
}
