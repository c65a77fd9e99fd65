package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Tags;
import io.tapes.distributed.DistributedRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** An aggregator in a process of its own, its workers, and what they have recorded. */
final class FleetHost implements AutoCloseable {
  private final String listen;
  private final List<String> arguments;
  private final List<DistributedRegistry> workers = new ArrayList<>();
  private final Random random;
  private CommandRun aggregator;

  /** What a correct engine has of this host. */
  long jobs;

  final List<Long> nanos = new ArrayList<>();

  /**
   * Starts it.
   *
   * @param port of the aggregator
   * @param page the port that is scraped
   * @param reporters further arguments
   */
  FleetHost(int number, int port, int page, Path folder, int workers, List<String> reporters)
      throws IOException {
    random = new Random(number);
    listen = "tcp://127.0.0.1:" + port;
    arguments =
        new ArrayList<>(
            List.of(
                "aggregate",
                "--listen",
                listen,
                "--state",
                folder.resolve("host" + number + ".state").toString(),
                "--http",
                "127.0.0.1:" + page,
                "--interval",
                "500ms"));
    arguments.addAll(reporters);
    start();
    for (int i = 0; i < workers; i++) {
      addWorker();
    }
  }

  private void start() throws IOException {
    aggregator = CommandRun.start(arguments.toArray(String[]::new));
    assertEquals("READY " + listen, aggregator.line(), aggregator.errors());
  }

  private void addWorker() {
    DistributedRegistry worker = DistributedRegistry.create(listen);
    worker.connect();
    workers.add(worker);
  }

  /** Each worker records something else. */
  void work() {
    for (DistributedRegistry worker : workers) {
      int count = 1 + random.nextInt(1_000);
      jobs += count;
      worker.counter("jobs", Tags.of("kind", "a")).increment(count);
      for (int i = 0; i < 400; i++) {
        long one = 1 + (long) Math.exp(14 + 1.5 * random.nextGaussian());
        nanos.add(one);
        worker.timer("work").record(one, TimeUnit.NANOSECONDS);
      }
    }
  }

  /** A worker ends, and another one takes its place. */
  void replaceWorker() {
    workers.remove(0).close(Duration.ofMinutes(1));
    addWorker();
  }

  /** The aggregator ends by a signal, and starts again with its state. */
  void restart(boolean killed) throws IOException, InterruptedException {
    if (killed) {
      aggregator.close();
    } else {
      aggregator.terminate();
    }
    aggregator.exitValue();
    start();
  }

  /** All of it is gone at once, for good. */
  void lose() throws IOException {
    aggregator.close();
    workers.forEach(worker -> worker.close(Duration.ZERO));
    workers.clear();
  }

  @Override
  public void close() throws IOException {
    lose();
  }
}
