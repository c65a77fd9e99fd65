package io.tapes.weaver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.annotations.AnnotationRegistries;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.RegistryAggregator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Woven classes whose registries are workers of an aggregator. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DistributedTest {
  private static final String SOURCE =
      """
      import io.tapes.annotations.*;

      public class Worker {
        private final int level;

        public Worker(int level) {
          this.level = level;
        }

        @Timed("worker.{}.work")
        @Counted("worker.calls")
        public void work() {}

        @Gauged(value = "worker.sum", instances = Instances.SUM)
        int sum() {
          return level;
        }

        @Gauged(value = "worker.max", instances = Instances.MAX)
        int max() {
          return level;
        }

        @Gauged(value = "worker.min", instances = Instances.MIN)
        int min() {
          return level;
        }

        @Gauged(value = "worker.mean", instances = Instances.MEAN)
        int mean() {
          return level;
        }

        @Gauged(value = "worker.last", instances = Instances.LAST)
        int last() {
          return level;
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void methodsAndInstances_areOnePictureOverWorkers() throws Exception {
    String address = "ipc://" + folder.resolve("tapes.ipc");
    byte[] woven = woven();
    try (RegistryAggregator aggregator =
            RegistryAggregator.builder().address(address).build().start();
        DistributedRegistry one = DistributedRegistry.create(address);
        DistributedRegistry other = DistributedRegistry.create(address)) {
      Object[] alive = {worker(woven, one, 1), null, null};
      one.connect();
      await(() -> number(aggregator, "worker.last.value") == 1);
      Class<?> type = worker(woven, other, 10).getClass();
      alive[1] = type.getConstructor(int.class).newInstance(10);
      alive[2] = type.getConstructor(int.class).newInstance(40);
      other.connect();

      await(() -> number(aggregator, "worker.calls.value") == 2);
      await(() -> number(aggregator, "worker.last.value") == 40);
      assertEquals(2, number(aggregator, "worker.Worker.work.count"));
      assertEquals(40, number(aggregator, "worker.max.value"));
      assertEquals(1, number(aggregator, "worker.min.value"));
      assertTrue(number(aggregator, "worker.sum.value") >= 51);
      // A mean of means would be none of anything: each process shows its own.
      assertEquals(2, named(aggregator, "worker.mean"));
      assertEquals(3, alive.length);
    }
  }

  private static Object worker(byte[] woven, DistributedRegistry registry, int level)
      throws Exception {
    Class<?> type = new Linker(Map.of("Worker", woven)).loadClass("Worker");
    AnnotationRegistries.useForLoaderOf(type, registry);
    Object worker = type.getConstructor(int.class).newInstance(level);
    type.getMethod("work").invoke(worker);
    return worker;
  }

  private static double number(RegistryAggregator aggregator, String path) {
    return aggregator.snapshot().at(path).map(each -> ((Number) each).doubleValue()).orElse(0.0);
  }

  private static long named(RegistryAggregator aggregator, String name) {
    return aggregator.snapshot().series().stream()
        .filter(series -> series.name().equals(name))
        .count();
  }

  /** The time-out of the class ends what hangs. */
  private static void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private byte[] woven() throws Exception {
    Map<String, byte[]> classes =
        Compiled.source(folder, "Worker", SOURCE, "-cp", System.getProperty("java.class.path"));
    Outcome outcome = new Weaver(Stages.JDK).weave(classes.get("Worker"));
    assertEquals(List.of(), outcome.errors());
    return outcome.file();
  }
}
