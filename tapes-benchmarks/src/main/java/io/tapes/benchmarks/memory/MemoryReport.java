package io.tapes.benchmarks.memory;

import io.tapes.benchmarks.shared.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.openjdk.jol.info.GraphLayout;

/** Measures bytes per timer. */
public final class MemoryReport {
  /*
   * What counts is the growth of the whole registry: everything reachable from it with many timers
   * in it, less the same with one timer, over the number of timers added. So maps, names and
   * whatever a library hangs elsewhere in its registry are included, and what all timers share is
   * not. Before and after a snapshot are measured in the same registry, one after the other; what
   * a snapshot leaves behind (swapped buffers, cached results) is in the second figure.
   */
  private static final int MASK = (1 << 16) - 1;
  private static final long[] LATENCIES = Values.latencies(MASK + 1, 11);

  private MemoryReport() {}

  /**
   * Measures all peers at all stages; about a minute.
   *
   * @return a row each
   */
  public static List<MemoryRow> run() {
    List<MemoryRow> rows = new ArrayList<>();
    Stores.all()
        .forEach(
            (peer, store) -> {
              for (Stage stage : Stage.values()) {
                MemoryRow row = measure(peer, store, stage);
                System.err.println(row);
                rows.add(row);
              }
            });
    return rows;
  }

  static MemoryRow measure(String peer, Supplier<TimerStore> factory, Stage stage) {
    TimerStore few = fill(factory.get(), stage, 1);
    TimerStore many = fill(factory.get(), stage, 1 + stage.timers);
    long before = size(many) - size(few);
    few.snapshot();
    many.snapshot();
    long after = size(many) - size(few);
    return new MemoryRow(peer, stage.label, before / stage.timers, after / stage.timers);
  }

  private static TimerStore fill(TimerStore store, Stage stage, int timers) {
    for (int t = 0; t < timers; t++) {
      // A new string each: the name is part of the price.
      TimerStore.Recording timer = store.add("service" + (100 + t) + ".endpoint.latency");
      for (int i = 0; i < stage.records; i++) {
        timer.record(LATENCIES[(i + 997 * t) & MASK]);
      }
    }
    return store;
  }

  private static long size(TimerStore store) {
    // Some refer to the thread that recorded, which is not part of their price.
    GraphLayout thread = GraphLayout.parseInstance(Thread.currentThread());
    return GraphLayout.parseInstance(store.root()).subtract(thread).totalSize();
  }
}
