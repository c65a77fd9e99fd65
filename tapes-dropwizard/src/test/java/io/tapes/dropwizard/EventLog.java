package io.tapes.dropwizard;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistryListener;
import com.codahale.metrics.Timer;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a listener of Dropwizard's is told, and with which metric. */
final class EventLog implements MetricRegistryListener {
  final List<String> events = new ArrayList<>();
  final List<Object> metrics = new ArrayList<>();

  private void added(String type, String name, Object metric) {
    events.add("+" + type + " " + name);
    metrics.add(metric);
  }

  @Override
  public void onGaugeAdded(String name, Gauge<?> gauge) {
    added("gauge", name, gauge);
  }

  @Override
  public void onGaugeRemoved(String name) {
    events.add("-gauge " + name);
  }

  @Override
  public void onCounterAdded(String name, Counter counter) {
    added("counter", name, counter);
  }

  @Override
  public void onCounterRemoved(String name) {
    events.add("-counter " + name);
  }

  @Override
  public void onHistogramAdded(String name, Histogram histogram) {
    added("histogram", name, histogram);
  }

  @Override
  public void onHistogramRemoved(String name) {
    events.add("-histogram " + name);
  }

  @Override
  public void onMeterAdded(String name, Meter meter) {
    added("meter", name, meter);
  }

  @Override
  public void onMeterRemoved(String name) {
    events.add("-meter " + name);
  }

  @Override
  public void onTimerAdded(String name, Timer timer) {
    added("timer", name, timer);
  }

  @Override
  public void onTimerRemoved(String name) {
    events.add("-timer " + name);
  }
}
