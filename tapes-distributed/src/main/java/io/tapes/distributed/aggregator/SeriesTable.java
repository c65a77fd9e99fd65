package io.tapes.distributed.aggregator;

import io.tapes.MetricType;
import io.tapes.distributed.wire.Definition;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The series of one worker by their numbers. The I/O thread only. */
final class SeriesTable {
  /*
   * Frames of many workers come one after the other, each with hundreds of series, so what it takes
   * to apply one is mostly waiting for memory. What is asked for every cell stands side by side.
   *
   * The number of a series that ended is free for another one, so the table is as large as the most
   * series that the worker had at one time, and becomes smaller with them.
   */
  private static final int LEAST = 8;

  private MetricType[] types = {};
  private Sink[] sinks = {};
  private @Nullable Definition[] definitions = {};
  private int size;
  private int used;

  /** No number from here on is used. */
  int size() {
    return size;
  }

  /** How many numbers are used. */
  int used() {
    return used;
  }

  boolean isUsed(int number) {
    return number < size && definitions[number] != null;
  }

  MetricType type(int number) {
    return types[number];
  }

  Sink sink(int number) {
    return sinks[number];
  }

  /** What a number stands for, null if it is not used. */
  @Nullable Definition definition(int number) {
    return number < size ? definitions[number] : null;
  }

  /**
   * Gives a series a number that is not used.
   *
   * @param number at most {@link #size}
   */
  void put(int number, Definition definition, Sink sink) {
    if (number == sinks.length) {
      resize(number + number / 2 + LEAST);
    }
    types[number] = definition.type();
    sinks[number] = sink;
    definitions[number] = definition;
    size = Math.max(size, number + 1);
    used++;
  }

  /** Takes a number away from its series. */
  @SuppressWarnings("NullAway") // what is not used is not asked for
  void free(int number) {
    types[number] = null;
    sinks[number] = null;
    definitions[number] = null;
    used--;
    while (size > 0 && definitions[size - 1] == null) {
      size--;
    }
    if (sinks.length > LEAST && size < sinks.length / 4) {
      resize(sinks.length / 2);
    }
  }

  private void resize(int length) {
    types = Arrays.copyOf(types, length);
    sinks = Arrays.copyOf(sinks, length);
    definitions = Arrays.copyOf(definitions, length);
  }

  void forEach(BiConsumer<Definition, Sink> action) {
    for (int i = 0; i < size; i++) {
      Definition definition = definitions[i];
      if (definition != null) {
        action.accept(definition, sinks[i]);
      }
    }
  }

  void clear() {
    size = 0;
    types = new MetricType[0];
    sinks = new Sink[0];
    definitions = new Definition[0];
    used = 0;
  }
}
