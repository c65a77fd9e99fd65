package io.tapes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapes.CounterValue;
import io.tapes.Distribution;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricValue;
import io.tapes.Rates;
import io.tapes.RecentDistribution;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.TimerValue;
import java.util.HashMap;
import java.util.Map;

/** Values of which backends are sent the increases, as JSON; levels have none and are left out. */
final class DeliveredValues {
  private DeliveredValues() {}

  /** How many events of a snapshot are not in another one: what would be sent. */
  static long increments(Snapshot now, Snapshot sent) {
    long all = 0;
    for (Series one : now.series()) {
      long before = sent.find(one.id()).map(DeliveredValues::events).orElse(0L);
      long after = events(one.value());
      all += after >= before ? after - before : after;
    }
    return all;
  }

  private static long events(MetricValue value) {
    if (value instanceof CounterValue counter) {
      return counter.decremented() ? 0 : Math.max(0, counter.value());
    }
    if (value instanceof MeterValue meter) {
      return meter.count();
    }
    return value instanceof HistogramValue histogram
        ? histogram.total().count()
        : value instanceof TimerValue timer ? timer.total().count() : 0;
  }

  static void write(Series series, ArrayNode out) {
    MetricValue value = series.value();
    ObjectNode node = out.objectNode();
    if (value instanceof CounterValue counter) {
      node.put("counter", counter.value()).put("decremented", counter.decremented());
    } else if (value instanceof MeterValue meter) {
      node.put("meter", meter.count());
    } else if (value instanceof HistogramValue histogram) {
      write(histogram.total(), node.putObject("histogram"));
    } else if (value instanceof TimerValue timer) {
      write(timer.total(), node.putObject("timer"));
    } else {
      return;
    }
    node.put("name", series.name());
    ObjectNode tags = node.putObject("tags");
    for (int i = 0; i < series.tags().size(); i++) {
      tags.put(series.tags().key(i), series.tags().value(i));
    }
    out.add(node);
  }

  private static void write(Distribution values, ObjectNode out) {
    out.put("sum", values.sum()).put("min", values.min()).put("max", values.max());
    ArrayNode indices = out.putArray("indices");
    ArrayNode counts = out.putArray("counts");
    for (int i = 0; i < values.bucketCount(); i++) {
      indices.add(values.bucketIndex(i));
      counts.add(values.bucketValues(i));
    }
  }

  /** Throws IllegalArgumentException where it is none of those. */
  static Series read(JsonNode node) {
    Map<String, String> tags = new HashMap<>();
    node.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return new Series(new SeriesId(node.path("name").asText(), Tags.of(tags)), value(node));
  }

  private static MetricValue value(JsonNode node) {
    if (node.has("counter")) {
      return new CounterValue(node.get("counter").asLong(), node.path("decremented").asBoolean());
    }
    if (node.has("meter")) {
      return new MeterValue(node.get("meter").asLong(), Rates.ZERO);
    }
    if (node.has("histogram")) {
      return new HistogramValue(distribution(node.get("histogram")), RecentDistribution.empty());
    }
    if (node.has("timer")) {
      Distribution total = distribution(node.get("timer"));
      return new TimerValue(total, RecentDistribution.empty(), Rates.ZERO);
    }
    throw new IllegalArgumentException("a series without a value");
  }

  private static Distribution distribution(JsonNode node) {
    int[] indices = new int[node.path("indices").size()];
    long[] counts = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = node.path("indices").get(i).asInt();
      counts[i] = node.path("counts").path(i).asLong();
    }
    return indices.length == 0
        ? Distribution.empty()
        : Distribution.of(
            indices,
            counts,
            node.path("sum").asLong(),
            node.path("min").asLong(),
            node.path("max").asLong());
  }
}
