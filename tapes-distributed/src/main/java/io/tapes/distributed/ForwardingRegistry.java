package io.tapes.distributed;

import io.tapes.Clock;
import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Instrument;
import io.tapes.LastValues;
import io.tapes.Meter;
import io.tapes.MetricBuilder;
import io.tapes.MetricSource;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesListener;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.Timer;
import java.util.List;
import java.util.Optional;

/** A registry that asks another one for everything. */
abstract class ForwardingRegistry implements Registry {
  /** The other one. */
  final Registry local;

  ForwardingRegistry(Registry local) {
    this.local = local;
  }

  @Override
  public Clock clock() {
    return local.clock();
  }

  @Override
  public MetricBuilder metric(String name) {
    return local.metric(name);
  }

  @Override
  public Counter counter(String name, Tags tags) {
    return local.counter(name, tags);
  }

  @Override
  public Meter meter(String name, Tags tags) {
    return local.meter(name, tags);
  }

  @Override
  public Histogram histogram(String name, Tags tags) {
    return local.histogram(name, tags);
  }

  @Override
  public Timer timer(String name, Tags tags) {
    return local.timer(name, tags);
  }

  @Override
  public boolean remove(String name, Tags tags) {
    return local.remove(name, tags);
  }

  @Override
  public boolean remove(Instrument metric) {
    return local.remove(metric);
  }

  @Override
  public LastValues lastValues() {
    return local.lastValues();
  }

  @Override
  public void addListener(SeriesListener listener) {
    local.addListener(listener);
  }

  @Override
  public List<Instrument> instruments() {
    return local.instruments();
  }

  @Override
  public Optional<Series> read(Instrument metric) {
    return local.read(metric);
  }

  @Override
  public void remove(SeriesListener listener) {
    local.remove(listener);
  }

  @Override
  public Gauge gauge(String name, Tags tags) {
    return local.gauge(name, tags);
  }

  @Override
  public void register(MetricSource source) {
    local.register(source);
  }

  @Override
  public void remove(MetricSource source) {
    local.remove(source);
  }

  @Override
  public Snapshot snapshot() {
    return local.snapshot();
  }
}
