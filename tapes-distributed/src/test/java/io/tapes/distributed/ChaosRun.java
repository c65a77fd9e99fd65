package io.tapes.distributed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One aggregator, some workers, and what happens to them. One thread. */
final class ChaosRun implements AutoCloseable {
  private static final int MAX_WORKERS = 5;
  private static final long PATIENCE_NANOS = 90_000_000_000L;

  private final Random random;
  private final Path folder;
  private final Path boxes;
  private final List<ChildJvm> living = new ArrayList<>();
  private final List<ChildJvm> stopped = new ArrayList<>();
  private final List<Path> ledgers = new ArrayList<>();
  private final Map<String, Integer> events = new TreeMap<>();
  private @Nullable ChildJvm aggregator;
  private boolean aggregatorStopped;

  ChaosRun(Path folder, long seed) throws IOException {
    this.folder = folder;
    this.random = new Random(seed);
    this.boxes = folder.resolve("boxes");
    startAggregator();
  }

  private String address() {
    return "ipc://" + folder.resolve("a.ipc");
  }

  private void count(String event) {
    events.merge(event, 1, Integer::sum);
  }

  private ChildJvm startAggregator() throws IOException {
    ChildJvm started =
        new ChildJvm(
            AggregatorMain.class, address(), folder.resolve("state").toString(), boxes.toString());
    aggregator = started;
    aggregatorStopped = false;
    String line = started.readLine();
    if (!line.equals("READY")) {
      throw new IOException("the aggregator says " + line);
    }
    return started;
  }

  private void startWorker() throws IOException {
    Path ledger = folder.resolve("ledger-" + ledgers.size());
    ledgers.add(ledger);
    String records = random.nextInt(3) == 0 ? "" + (1 + random.nextInt(20_000)) : "1000000000";
    living.add(
        new ChildJvm(LedgerMain.class, address(), boxes.toString(), ledger.toString(), records));
    count("workers");
  }

  void step() throws Exception {
    int choice = random.nextInt(12);
    ChildJvm worker = living.isEmpty() ? null : living.get(random.nextInt(living.size()));
    if (choice < 4 || worker == null) {
      if (living.size() < MAX_WORKERS) {
        startWorker();
      }
    } else if (choice < 6) {
      worker.kill();
      living.remove(worker);
      stopped.remove(worker);
      count("killed");
    } else if (choice == 6) {
      worker.signal("STOP");
      stopped.add(worker);
      count("stopped");
    } else if (choice == 7) {
      resume(worker);
      worker.signal("TERM");
      count("terminated");
    } else if (choice == 8) {
      harmAggregator("STOP");
      count("aggregator stopped");
    } else if (choice == 9) {
      killAggregator();
      count("aggregator killed");
    } else {
      resumeAll();
    }
    living.removeIf(ChildJvm::hasEnded);
    Thread.sleep(random.nextInt(300));
  }

  private void resume(ChildJvm worker) throws Exception {
    if (stopped.remove(worker)) {
      worker.signal("CONT");
    }
  }

  private void resumeAll() throws Exception {
    for (ChildJvm worker : List.copyOf(stopped)) {
      resume(worker);
    }
    harmAggregator("CONT");
    if (aggregator == null) {
      startAggregator();
    }
  }

  private void harmAggregator(String signal) throws Exception {
    if (aggregator != null && aggregatorStopped != signal.equals("STOP")) {
      aggregator.signal(signal);
      aggregatorStopped = signal.equals("STOP");
    }
  }

  private void killAggregator() throws IOException {
    if (aggregator != null) {
      aggregator.close();
      aggregator = null;
    }
  }

  /** Lets everybody come to an end; the answer is empty if all is counted, and just once. */
  String settle() throws Exception {
    resumeAll();
    for (ChildJvm worker : living) {
      worker.signal("TERM");
    }
    for (ChildJvm worker : living) {
      worker.exitStatus();
    }
    String difference = "never asked";
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE_NANOS) {
      difference = difference();
      if (difference.isEmpty()) {
        // Nothing comes after: what is counted twice is counted soon.
        Thread.sleep(1_500);
        return difference();
      }
      Thread.sleep(100);
    }
    return difference;
  }

  private String difference() throws IOException {
    ChildJvm answering = aggregator == null ? startAggregator() : aggregator;
    Ledger.Entry all = new Ledger.Entry(0, 0);
    List<String> wrong = new ArrayList<>();
    for (Path ledger : ledgers) {
      Ledger.Entry entry = Ledger.Entry.read(ledger);
      all = all.plus(entry);
      String path = "own.{n=" + ledger.getFileName() + "}.value";
      check(wrong, path, entry, Math.max(0, number(answering, path)));
      path = "jobs:" + ledger.getFileName();
      check(wrong, path, entry, number(answering, path));
    }
    for (String path : List.of("c.value", "m.count", "h.count", "t.count", "g.value")) {
      check(wrong, path, all, Math.max(0, number(answering, path)));
    }
    return String.join("; ", wrong);
  }

  private static void check(List<String> wrong, String path, Ledger.Entry entry, double count) {
    if (!entry.admits(count)) {
      wrong.add(path + " is " + count + " and not in " + entry);
    }
  }

  private static double number(ChildJvm aggregator, String path) throws IOException {
    return Double.parseDouble(aggregator.ask(path));
  }

  @Override
  public String toString() {
    return events.toString();
  }

  @Override
  public void close() throws IOException {
    killAggregator();
    for (ChildJvm worker : living) {
      worker.close();
    }
  }
}
