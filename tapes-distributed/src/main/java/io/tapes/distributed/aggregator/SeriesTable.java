package io.tapes.distributed.aggregator;

import io.tapes.MetricKind;
import io.tapes.distributed.wire.SeriesDescriptor;
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

  private MetricKind[] kinds = {};
  private SeriesApplier[] appliers = {};
  private @Nullable SeriesDescriptor[] definitions = {};
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

  MetricKind kind(int number) {
    return kinds[number];
  }

  SeriesApplier applier(int number) {
    return appliers[number];
  }

  /** What a number stands for, null if it is not used. */
  @Nullable SeriesDescriptor definition(int number) {
    return number < size ? definitions[number] : null;
  }

  /**
   * Gives a series a number that is not used.
   *
   * @param number at most {@link #size}
   */
  void put(int number, SeriesDescriptor definition, SeriesApplier applier) {
    if (number == appliers.length) {
      resize(number + number / 2 + LEAST);
    }
    kinds[number] = definition.kind();
    appliers[number] = applier;
    definitions[number] = definition;
    size = Math.max(size, number + 1);
    used++;
  }

  /** Takes a number away from its series. */
  @SuppressWarnings("NullAway") // what is not used is not asked for
  void free(int number) {
    kinds[number] = null;
    appliers[number] = null;
    definitions[number] = null;
    used--;
    while (size > 0 && definitions[size - 1] == null) {
      size--;
    }
    if (appliers.length > LEAST && size < appliers.length / 4) {
      resize(appliers.length / 2);
    }
  }

  private void resize(int length) {
    kinds = Arrays.copyOf(kinds, length);
    appliers = Arrays.copyOf(appliers, length);
    definitions = Arrays.copyOf(definitions, length);
  }

  void forEach(BiConsumer<SeriesDescriptor, SeriesApplier> action) {
    for (int i = 0; i < size; i++) {
      SeriesDescriptor definition = definitions[i];
      if (definition != null) {
        action.accept(definition, appliers[i]);
      }
    }
  }

  void clear() {
    size = 0;
    kinds = new MetricKind[0];
    appliers = new SeriesApplier[0];
    definitions = new SeriesDescriptor[0];
    used = 0;
  }
}
