package io.tapes.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.netflix.spectator.api.Counter;
import com.netflix.spectator.api.DefaultRegistry;
import com.netflix.spectator.api.Gauge;
import com.netflix.spectator.api.Measurement;
import com.netflix.spectator.api.Registry;
import com.netflix.spectator.api.Timer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Spectator: its timers have no quantiles, its counters stand for meters. */
final class SpectatorFleet implements Fleet {
  private final Registry registry = new DefaultRegistry();
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<Counter> counters = new ArrayList<>();
  private final List<Gauge> gauges = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();
  private final long[] history = Fleet.history();
  private int round;

  SpectatorFleet() {
    for (int i = 0; i < COUNTERS; i++) {
      counters.add(registry.counter(Fleet.name("count", i)));
    }
    for (int i = 0; i < GAUGES; i++) {
      gauges.add(registry.gauge(Fleet.name("level", i)));
    }
    for (int i = 0; i < METERS; i++) {
      counters.add(registry.counter(Fleet.name("rate", i)));
    }
    for (int i = 0; i < TIMERS; i++) {
      Timer timer = registry.timer(Fleet.name("latency", i));
      timers.add(timer);
      for (long nanos : history) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
      }
    }
    change();
  }

  @Override
  public void change() {
    round++;
    counters.forEach(Counter::increment);
    gauges.forEach(gauge -> gauge.set(round + 0.5));
    timers.forEach(t -> t.record(history[round % RECORDS], TimeUnit.NANOSECONDS));
  }

  @Override
  public List<Measurement> snapshot() {
    return registry.measurements().toList();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    try (JsonGenerator json = mapper.createGenerator(out)) {
      json.writeStartObject();
      for (Measurement measurement : snapshot()) {
        json.writeNumberField(measurement.id().toString(), measurement.value());
      }
      json.writeEndObject();
    }
  }
}
