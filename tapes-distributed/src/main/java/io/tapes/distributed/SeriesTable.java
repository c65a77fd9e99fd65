package io.tapes.distributed;

import io.tapes.MetricType;
import io.tapes.distributed.wire.Definition;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** The series of one worker by their numbers. The I/O thread only. */
final class SeriesTable {
  /*
   * Frames of many workers come one after the other, each with hundreds of series, so what it takes
   * to apply one is mostly waiting for memory. What is asked for every cell stands side by side.
   */
  private MetricType[] types = {};
  private Sink[] sinks = {};
  private Definition[] definitions = {};
  private int size;

  int size() {
    return size;
  }

  MetricType type(int number) {
    return types[number];
  }

  Sink sink(int number) {
    return sinks[number];
  }

  Definition definition(int number) {
    return definitions[number];
  }

  /** Gives a series the next number. */
  void add(Definition definition, Sink sink) {
    if (size == sinks.length) {
      int more = size + size / 2 + 8;
      types = Arrays.copyOf(types, more);
      sinks = Arrays.copyOf(sinks, more);
      definitions = Arrays.copyOf(definitions, more);
    }
    types[size] = definition.type();
    sinks[size] = sink;
    definitions[size++] = definition;
  }

  /** Gives a series another sink, under the same number. */
  void replace(int number, Sink sink) {
    sinks[number] = sink;
  }

  void forEach(BiConsumer<Definition, Sink> action) {
    for (int i = 0; i < size; i++) {
      action.accept(definitions[i], sinks[i]);
    }
  }

  void clear() {
    size = 0;
    types = new MetricType[0];
    sinks = new Sink[0];
    definitions = new Definition[0];
  }
}
