package io.tapes.spectator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/** Sums lines up as spectatord does, for one interval. */
final class Daemon {
  private static final double NANOS = 1e9;
  private static final long SHORTEST = 1;
  private static final long LONGEST = 86_400_000_000_000L;

  private final Map<String, Double> published = new TreeMap<>();
  private final Map<String, Double> bases = new HashMap<>();
  private final List<String> errors = new ArrayList<>();

  /** Takes a datagram. */
  void receive(String datagram) {
    for (String line : datagram.split("\n", -1)) {
      try {
        line(line);
      } catch (IllegalArgumentException e) {
        errors.add(line);
      }
    }
  }

  /** Lines that it did not understand. */
  List<String> errors() {
    return errors;
  }

  /** What it publishes, by name and tags, the statistic among them. */
  Map<String, Double> published() {
    return published;
  }

  private void line(String line) {
    String[] fields = line.split(":", -1);
    String[] type = fields[0].split(",", -1);
    if (fields.length != 3 || type[0].length() != 1) {
      throw new IllegalArgumentException(line);
    }
    String[] id = fields[1].split(",", -1);
    Map<String, String> tags = new TreeMap<>();
    for (String tag : Arrays.asList(id).subList(1, id.length)) {
      String[] parts = tag.split("=", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException(line);
      }
      tags.put(parts[0], parts[1]); // the last one wins
    }
    double value =
        type[0].equals("U") ? Long.parseUnsignedLong(fields[2]) : Double.parseDouble(fields[2]);
    update(type, id[0], tags, value);
  }

  private void update(String[] type, String name, Map<String, String> tags, double value) {
    switch (type[0]) {
      case "c" -> add(name, tags, "count", Math.max(0, value));
      case "g" -> {
        if (type.length > 1 && Long.parseLong(type[1]) <= 0) {
          throw new IllegalArgumentException("time to live " + type[1]);
        }
        put(name, tags, "gauge", value, (before, now) -> now);
      }
      case "m" -> max(name, tags, value);
      case "d" -> summary(name, tags, "totalAmount", value);
      case "D" -> {
        summary(name, tags, "totalAmount", Math.floor(value));
        bucket(name, tags, "D", (long) value);
      }
      case "t" -> summary(name, tags, "totalTime", (long) (value * NANOS) / NANOS);
      case "T" -> {
        long nanos = (long) (value * NANOS);
        summary(name, tags, "totalTime", nanos / NANOS);
        bucket(name, tags, "T", Math.min(Math.max(nanos, SHORTEST), LONGEST));
      }
      case "C", "U" -> {
        Double base = bases.put(name + tags, value);
        if (base != null && value > base) {
          add(name, tags, "count", value - base);
        }
      }
      case "A" -> put(name, tags, "gauge", value, (before, now) -> now);
      default -> throw new IllegalArgumentException(type[0]);
    }
  }

  private void summary(String name, Map<String, String> tags, String total, double value) {
    add(name, tags, "count", 1);
    add(name, tags, total, value);
    add(name, tags, "totalOfSquares", value * value);
    max(name, tags, value);
  }

  private void bucket(String name, Map<String, String> tags, String letter, long value) {
    Map<String, String> more = new TreeMap<>(tags);
    more.put("percentile", letter + String.format(Locale.ROOT, "%04X", Buckets.index(value)));
    add(name, more, "percentile", 1);
  }

  private void add(String name, Map<String, String> tags, String statistic, double amount) {
    put(name, tags, statistic, amount, Double::sum);
  }

  private void max(String name, Map<String, String> tags, double value) {
    put(name, tags, "max", value, Math::max);
  }

  /** A statistic that the line has stays. */
  private void put(
      String name,
      Map<String, String> tags,
      String statistic,
      double value,
      DoubleBinaryOperator combined) {
    Map<String, String> all = new TreeMap<>(tags);
    all.putIfAbsent("statistic", statistic);
    String id = name + all;
    if (Double.isNaN(value)) {
      published.remove(id);
      return;
    }
    published.merge(id, value, (before, now) -> combined.applyAsDouble(before, now));
  }

  /** The buckets as they are generated, found by looking through all of them. */
  private static final class Buckets {
    private static final long[] BOUNDS = bounds();

    private static long[] bounds() {
      List<Long> bounds = new ArrayList<>(List.of(1L, 2L, 3L));
      for (int exponent = 2; exponent < 64; exponent += 2) {
        long current = 1L << exponent;
        long delta = current / 3;
        long next = (current << 2) - delta;
        for (; current < next; current += delta) {
          bounds.add(current);
        }
      }
      bounds.add(Long.MAX_VALUE);
      return bounds.stream().mapToLong(bound -> bound).toArray();
    }

    static int index(long value) {
      int index = 0;
      while (index < BOUNDS.length - 1 && value >= BOUNDS[index]) {
        index++;
      }
      return index;
    }
  }
}
