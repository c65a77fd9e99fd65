package io.tapes.soak;

import io.tapes.distributed.DistributedRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A worker of {@link SoakRun}: some series of every kind, of which a tenth is made again each
 * minute, and jobs that last no longer than it takes to record them. Arguments: address, ledger,
 * name. Standard input says {@code pause}, which is answered, {@code resume} or {@code end}.
 */
final class SoakWorkerMain {
  private static final int SERIES = 500;
  private static final long STEP_MILLIS = 50;
  private static final int RECORDS_PER_STEP = 50;

  private static volatile boolean paused;
  private static final AtomicInteger PAUSES = new AtomicInteger();
  private static volatile boolean ending;

  private final DistributedRegistry registry;
  private final SlotLedger ledger;
  private final String name;
  private final Random random;
  private final List<Held> shared = new ArrayList<>();
  private final List<Held> own = new ArrayList<>();

  private record Held(int slot, SeriesKind.Recorder recorder) {}

  private SoakWorkerMain(DistributedRegistry registry, SlotLedger ledger, String name) {
    this.registry = registry;
    this.ledger = ledger;
    this.name = name;
    this.random = new Random(name.hashCode());
  }

  public static void main(String[] arguments) throws Exception {
    DistributedRegistry registry = DistributedRegistry.create(arguments[0]);
    registry.connect();
    SlotLedger ledger = SlotLedger.create(Path.of(arguments[1]));
    Thread commands = new Thread(SoakWorkerMain::obey, "commands");
    commands.setDaemon(true);
    commands.start();
    new SoakWorkerMain(registry, ledger, arguments[2]).run();
    System.exit(registry.close(Duration.ofMinutes(2)) ? 0 : 1);
  }

  private static void obey() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        paused = line.equals("pause");
        PAUSES.addAndGet(paused ? 1 : 0);
        if (line.equals("end")) {
          ending = true;
        }
      }
    } catch (IOException e) {
      // as at its end
    }
    ending = true; // whoever started it is gone
  }

  private void run() throws InterruptedException {
    while (shared.size() < Slots.OWN) {
      shared.add(make());
    }
    while (own.size() < SERIES) {
      own.add(make());
    }
    int answered = 0;
    for (long step = 0; !ending; step++) {
      if (!paused) {
        step(step);
      } else if (answered < PAUSES.get()) { // each of them has an answer, however short it was
        answered++;
        System.out.println("paused");
      }
      Thread.sleep(STEP_MILLIS);
    }
  }

  private void step(long step) {
    for (int i = 0; i < RECORDS_PER_STEP; i++) {
      record(own.get(random.nextInt(own.size())));
    }
    shared.forEach(this::record);
    long aMinute = 60_000 / STEP_MILLIS;
    if (step % (aMinute * 10 / SERIES) == 0) {
      int which = random.nextInt(own.size());
      remove(own.get(which));
      own.set(which, make());
    }
    if (step % (1_000 / STEP_MILLIS) == 0) {
      Held job = make();
      record(job);
      remove(job);
      int which = Slots.AGAIN + random.nextInt(Slots.OWN - Slots.AGAIN);
      remove(shared.get(which));
      shared.set(which, make(which));
    }
  }

  private Held make() {
    return make(ledger.next());
  }

  private Held make(int slot) {
    ledger.live(slot, SlotLedger.Life.MADE);
    Held made =
        new Held(slot, Slots.kind(slot).make(registry, Slots.metric(slot), Slots.tags(slot, name)));
    record(made);
    return made;
  }

  private void record(Held series) {
    long number = ledger.begin(series.slot);
    series.recorder.records().accept(number);
    ledger.end(series.slot, number);
  }

  private void remove(Held series) {
    ledger.live(series.slot, SlotLedger.Life.REMOVING);
    if (!registry.remove(series.recorder.instrument())) {
      throw new IllegalStateException("slot " + series.slot + " was gone");
    }
    ledger.live(series.slot, SlotLedger.Life.REMOVED);
  }
}
