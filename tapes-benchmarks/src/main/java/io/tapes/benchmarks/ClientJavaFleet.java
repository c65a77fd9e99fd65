package io.tapes.benchmarks;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Prometheus client_java with its default histograms (classic and native); counters as meters. */
final class ClientJavaFleet implements Fleet {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final List<Counter> counters = new ArrayList<>();
  private final List<Gauge> gauges = new ArrayList<>();
  private final List<Histogram> timers = new ArrayList<>();
  private final long[] history = Fleet.history();
  private int round;

  ClientJavaFleet() {
    for (int i = 0; i < COUNTERS; i++) {
      counters.add(Counter.builder().name(name("count", i)).register(registry));
    }
    for (int i = 0; i < GAUGES; i++) {
      gauges.add(Gauge.builder().name(name("level", i)).register(registry));
    }
    for (int i = 0; i < METERS; i++) {
      counters.add(Counter.builder().name(name("rate", i)).register(registry));
    }
    for (int i = 0; i < TIMERS; i++) {
      Histogram timer = Histogram.builder().name(name("latency", i)).register(registry);
      timers.add(timer);
      for (long nanos : history) {
        timer.observe(nanos / 1e9);
      }
    }
    change();
  }

  private static String name(String kind, int number) {
    return Fleet.name(kind, number).replace('.', '_');
  }

  @Override
  public void change() {
    round++;
    counters.forEach(Counter::inc);
    gauges.forEach(gauge -> gauge.set(round + 0.5));
    timers.forEach(timer -> timer.observe(history[round % RECORDS] / 1e9));
  }

  @Override
  public Object snapshot() {
    return registry.scrape();
  }

  @Override
  public void prometheus(OutputStream out) throws IOException {
    writer.write(out, registry.scrape());
  }
}
