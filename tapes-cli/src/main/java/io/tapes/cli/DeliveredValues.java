package io.tapes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapes.DistributionValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import java.util.HashMap;
import java.util.Map;

/** Values of which backends are sent the increases, as JSON; levels have none and are left out. */
final class DeliveredValues {
  private static final String SUM_BITS = "sumBits";
  private static final String REST_BITS = "restBits";
  private static final String DECREMENTS = "decrements";

  private DeliveredValues() {}

  /** How many events of a snapshot are not in another one: what would be sent. */
  static long increments(Snapshot now, Snapshot sent) {
    long all = 0;
    for (Series one : now.series()) {
      MetricKind kind = one.kind();
      long before = sent.find(one.id()).map(value -> events(kind, value)).orElse(0L);
      long after = events(kind, one.value());
      all += after >= before ? after - before : after;
    }
    return all;
  }

  private static long events(MetricKind kind, MetricValue value) {
    return value.<Long, RuntimeException>match(
        sum -> kind.isMonotonic() ? sum.increased().value() : 0,
        level -> 0L,
        distribution -> distribution.total().count());
  }

  static void write(Series series, ArrayNode out) {
    ObjectNode node = out.objectNode();
    String kind = series.kind().toString();
    boolean adds =
        series
            .value()
            .match(
                sum -> {
                  if (sum.isWhole()) {
                    node.put(kind, sum.value());
                  } else {
                    node.put(kind, sum.toDouble());
                  }
                  if (sum.decrements() != 0) {
                    node.put(DECREMENTS, sum.decrements());
                  }
                  return true;
                },
                level -> false,
                distribution -> {
                  write(distribution.total(), node.putObject(kind));
                  return true;
                });
    if (!adds) {
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
    if (values.table() == BucketTable.LONGS) {
      out.put("sum", values.sum());
    } else {
      // A sum may be infinite, which is no number of JSON; its bits are.
      out.put(SUM_BITS, Double.doubleToRawLongBits(values.doubleSum()));
      out.put(REST_BITS, Double.doubleToRawLongBits(values.restOfSum()));
    }
    out.put("min", values.minKey()).put("max", values.maxKey());
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
    String name = node.path("name").asText();
    for (MetricKind kind : MetricKind.values()) {
      if (node.has(kind.toString())) {
        MetricValue value = value(kind, node.get(kind.toString()), node);
        return Series.of(MetricInfo.of(name, kind), Tags.of(tags), value);
      }
    }
    throw new IllegalArgumentException("a series without a value");
  }

  private static MetricValue value(MetricKind kind, JsonNode value, JsonNode all) {
    return switch (kind.shape()) {
      case SUM ->
          kind == MetricKind.DOUBLE_COUNTER
              ? SumValue.ofDouble(value.asDouble())
              : new SumValue(value.asLong(), all.path(DECREMENTS).asLong());
      case DISTRIBUTION -> new DistributionValue(distribution(value), kind.scale());
      case LEVEL -> throw new IllegalArgumentException("a " + kind + " has no increase");
    };
  }

  private static Distribution distribution(JsonNode node) {
    int[] indices = new int[node.path("indices").size()];
    long[] counts = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = node.path("indices").get(i).asInt();
      counts[i] = node.path("counts").path(i).asLong();
    }
    long min = node.path("min").asLong();
    long max = node.path("max").asLong();
    if (indices.length == 0) {
      return Distribution.empty();
    }
    return node.has(SUM_BITS)
        ? Distribution.ofDoubles(
            indices,
            counts,
            Double.longBitsToDouble(node.path(SUM_BITS).asLong()),
            Double.longBitsToDouble(node.path(REST_BITS).asLong()),
            min,
            max)
        : Distribution.of(indices, counts, node.path("sum").asLong(), min, max);
  }
}
