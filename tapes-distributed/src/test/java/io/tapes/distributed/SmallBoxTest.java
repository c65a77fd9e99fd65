package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A black box whose room was used again many times, and whose worker is killed at any instant.
 * {@code -Dtapes.chaos.seeds=20} kills as many workers.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmallBoxTest {
  private static final int AT_ONCE = 4;

  /** Takes several times the room of the box. */
  private static final long JOBS = 1_500;

  @TempDir Path folder;

  @Test
  void aWorkerThatIsKilled_losesNothing_howeverOftenTheRoomWasUsed() throws Exception {
    long kills = Long.getLong("tapes.chaos.seeds", AT_ONCE);
    String address = "ipc://" + folder.resolve("a.ipc");
    Path boxes = folder.resolve("boxes");
    List<Path> ledgers = new ArrayList<>();
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder().address(address).blackBoxFolder(boxes).build().start()) {
      while (ledgers.size() < kills) {
        List<Path> now = new ArrayList<>();
        while (now.size() < Math.min(AT_ONCE, kills - ledgers.size())) {
          now.add(folder.resolve("ledger-" + (ledgers.size() + now.size())));
        }
        killAll(now, address, boxes);
        ledgers.addAll(now);
      }
      for (Path ledger : ledgers) {
        Await.until(ledger + " is counted", () -> isCounted(ledger, aggregator.snapshot()));
      }
      assertEquals(0, value(aggregator.snapshot(), "tapes.blackbox.outside"));
    }
  }

  private static void killAll(List<Path> ledgers, String address, Path boxes) throws Exception {
    List<ChildJvm> workers = new ArrayList<>();
    for (Path ledger : ledgers) {
      workers.add(new ChildJvm(JobsMain.class, address, boxes.toString(), ledger.toString()));
    }
    Random random = new Random();
    for (int i = 0; i < workers.size(); i++) {
      Path ledger = ledgers.get(i);
      try (ChildJvm worker = workers.get(i)) {
        Await.until("jobs", () -> Ledger.Entry.read(ledger).done() > JOBS * JobsMain.RECORDS);
        Thread.sleep(random.nextInt(50));
        worker.kill();
      }
    }
  }

  private static boolean isCounted(Path ledger, Snapshot snapshot) throws Exception {
    Ledger.Entry entry = Ledger.Entry.read(ledger);
    String name = ledger.getFileName().toString();
    return entry.admits(sum(snapshot, "all", name))
        && entry.admits(sum(snapshot, "job", name))
        && entry.admits(sum(snapshot, "sizes", name));
  }

  private static double sum(Snapshot snapshot, String metric, String worker) {
    double sum = 0;
    for (Series series : snapshot.series()) {
      if (series.name().equals(metric) && series.tags().value("n").equals(Optional.of(worker))) {
        sum +=
            series.value().match(SumValue::toDouble, level -> 0.0, d -> (double) d.total().count());
      }
    }
    return sum;
  }

  private static double value(Snapshot snapshot, String counter) {
    return snapshot.at(counter).isPresent() ? snapshot.number(counter + ".value") : 0;
  }
}
