package io.tapes.benchmarks.goals;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapes.benchmarks.accuracy.AccuracyRow;
import io.tapes.benchmarks.distributed.DistributedFigure;
import io.tapes.benchmarks.memory.MemoryRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a run has measured. One thread may fill and read it. */
public final class Results {
  /** An operation is a benchmark class without its suffix, and the method if a parameter varies. */
  private record Key(String operation, String peer, int threads) {}

  private final Map<Key, List<Double>> nanos = new LinkedHashMap<>();
  private final Map<Key, List<Double>> bytes = new LinkedHashMap<>();
  private final List<MemoryRow> memory = new ArrayList<>();
  private final List<AccuracyRow> accuracy = new ArrayList<>();
  private final List<DistributedFigure> distributed = new ArrayList<>();

  /**
   * Adds what JMH wrote. A benchmark that was run several times counts with all its iterations.
   *
   * @param jmh the array of JMH's JSON format
   */
  public void addJmh(JsonNode jmh) {
    for (JsonNode entry : jmh) {
      Key key = key(entry);
      JsonNode metric = entry.get("primaryMetric");
      String unit = metric.get("scoreUnit").asText();
      if (!unit.equals("ns/op")) {
        throw new IllegalArgumentException(
            "benchmark '" + entry.get("benchmark").asText() + "' is in " + unit + "; use ns/op");
      }
      addAll(metric, nanos.computeIfAbsent(key, k -> new ArrayList<>()));
      for (Map.Entry<String, JsonNode> secondary : entry.get("secondaryMetrics").properties()) {
        if (secondary.getKey().endsWith("gc.alloc.rate.norm")) {
          addAll(secondary.getValue(), bytes.computeIfAbsent(key, k -> new ArrayList<>()));
        }
      }
    }
  }

  private static void addAll(JsonNode metric, List<Double> to) {
    for (JsonNode fork : metric.get("rawData")) {
      for (JsonNode iteration : fork) {
        to.add(iteration.asDouble());
      }
    }
  }

  private static Key key(JsonNode entry) {
    String name = entry.get("benchmark").asText();
    int dot = name.lastIndexOf('.');
    String method = name.substring(dot + 1);
    String type = name.substring(name.lastIndexOf('.', dot - 1) + 1, dot);
    String operation = type.replaceFirst("Benchmark$", "");
    JsonNode peer = entry.path("params").path("peer");
    method += entry.path("params").path("classes").asText(); // empty where there is none
    return peer.isMissingNode()
        ? new Key(operation, method, entry.get("threads").asInt())
        : new Key(operation + "." + method, peer.asText(), entry.get("threads").asInt());
  }

  /**
   * Adds bytes per timer.
   *
   * @param rows any number
   */
  public void addMemory(Collection<MemoryRow> rows) {
    memory.addAll(rows);
  }

  /**
   * Adds errors of quantiles.
   *
   * @param rows any number
   */
  public void addAccuracy(Collection<AccuracyRow> rows) {
    accuracy.addAll(rows);
  }

  /**
   * Adds figures of the distributed mode.
   *
   * @param rows any number
   */
  public void addDistributed(Collection<DistributedFigure> rows) {
    distributed.addAll(rows);
  }

  List<DistributedFigure> distributed() {
    return Collections.unmodifiableList(distributed);
  }

  List<MemoryRow> memory() {
    return Collections.unmodifiableList(memory);
  }

  List<AccuracyRow> accuracy() {
    return Collections.unmodifiableList(accuracy);
  }

  /** The median time of an operation in nanoseconds, empty when it was not run. */
  OptionalDouble nanos(String operation, String peer, int threads) {
    return median(nanos.get(new Key(operation, peer, threads)));
  }

  /** The most bytes allocated per operation at any number of threads. */
  OptionalDouble bytes(String operation, String peer) {
    return bytes.keySet().stream()
        .filter(key -> key.operation.equals(operation) && key.peer.equals(peer))
        .flatMapToDouble(key -> median(bytes.get(key)).stream())
        .max();
  }

  /** Who took part in an operation, by name. */
  Set<String> peers(String operation) {
    Set<String> peers = new TreeSet<>();
    nanos.keySet().stream()
        .filter(key -> key.operation.equals(operation))
        .forEach(key -> peers.add(key.peer));
    return peers;
  }

  /** All operations, in the order of the run. */
  List<String> operations() {
    return nanos.keySet().stream().map(Key::operation).distinct().toList();
  }

  private static OptionalDouble median(@Nullable List<Double> values) {
    if (values == null || values.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }
}
