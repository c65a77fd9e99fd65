package io.tapes.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The workers of a soak: the first one lives until the end, the others come and go. One thread. */
final class SoakWorkers {
  private static final int AT_ONCE = 4;

  private final Path folder;
  private final String address;
  private final Consumer<String> errors;
  private final List<Worker> living = new ArrayList<>();
  private final List<WorkerLedger> ledgers = new ArrayList<>();
  private final SharedTotals totals = new SharedTotals();
  private int started;

  /** A process and its ledger. */
  record Worker(SoakProcess process, WorkerLedger ledger) {}

  SoakWorkers(Path folder, String address, Consumer<String> errors) throws IOException {
    this.folder = folder;
    this.address = address;
    this.errors = errors;
    fill();
  }

  /** Starts as many as there should be. */
  void fill() throws IOException {
    while (living.size() < AT_ONCE) {
      String name = "w" + started++;
      Path file = folder.resolve("ledger-" + name);
      SoakProcess process =
          new SoakProcess(
              name,
              "-Xmx64m",
              errors,
              SoakWorkerMain.class.getName(),
              List.of(address, file.toString(), name));
      WorkerLedger ledger = new WorkerLedger(name, file);
      living.add(new Worker(process, ledger));
      ledgers.add(ledger);
    }
  }

  /** The one that nobody ends before the end. */
  SoakProcess resident() {
    return living.get(0).process();
  }

  SoakProcess any(Random random) {
    return living.get(random.nextInt(living.size())).process();
  }

  private Worker mortal(Random random) {
    return living.get(1 + random.nextInt(living.size() - 1));
  }

  /**
   * SIGKILL for one whose black box stands in its folder.
   *
   * @return whether there was one
   */
  boolean kill(Random random) throws IOException {
    Worker worker = mortal(random);
    if (!worker.process().hasBox()) {
      return false;
    }
    worker.process().kill();
    worker.ledger().end();
    living.remove(worker);
    return true;
  }

  /** An end in good order. */
  void end(Random random) throws IOException, InterruptedException {
    end(mortal(random));
  }

  private void end(Worker worker) throws IOException, InterruptedException {
    worker.process().resume();
    worker.process().say("end");
    int status = worker.process().exitValue();
    if (status != 0) {
      throw new AssertionError(worker.process().name() + " ended with " + status);
    }
    worker.ledger().end();
    living.remove(worker);
  }

  void endAll() throws IOException, InterruptedException {
    for (Worker worker : List.copyOf(living)) {
      end(worker);
    }
  }

  void resumeAll() throws IOException, InterruptedException {
    for (Worker worker : living) {
      worker.process().resume();
    }
  }

  /** Has all of them record nothing. */
  void pause() throws IOException, InterruptedException {
    resumeAll();
    for (Worker worker : living) {
      worker.process().say("pause");
    }
    for (Worker worker : living) {
      String line = worker.process().line();
      if (!line.equals("paused")) {
        throw new IOException(worker.process().name() + " says " + line);
      }
    }
  }

  void goOn() throws IOException {
    for (Worker worker : living) {
      worker.process().say("resume");
    }
  }

  int living() {
    return living.size();
  }

  /** Whether each living worker's black box has its name. */
  boolean haveBoxes() throws IOException {
    for (Worker worker : living) {
      if (!worker.process().hasBox()) {
        return false;
      }
    }
    return true;
  }

  List<WorkerLedger> ledgers() {
    return ledgers;
  }

  SharedTotals totals() {
    return totals;
  }

  int started() {
    return started;
  }

  /** Removes the ledgers of workers of which nothing more has to be seen. */
  void forget(LedgerCheck check) throws IOException {
    for (Iterator<WorkerLedger> all = ledgers.iterator(); all.hasNext(); ) {
      WorkerLedger ledger = all.next();
      if (check.isDone(ledger)) {
        totals.keep(ledger);
        Files.deleteIfExists(ledger.file());
        all.remove();
      }
    }
  }

  void killAll() {
    living.forEach(worker -> worker.process().kill());
  }
}
