package io.tapes.cli;

import io.tapes.distributed.ForkedJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The workers of the demo. */
record DemoWorkers(List<ForkedJvm> running) implements AutoCloseable {
  private static final Duration SIGNAL_TO_ALL = Duration.ofSeconds(2);

  static DemoWorkers fork(
      String address, int workers, boolean once, Set<String> modules, Session session)
      throws IOException {
    DemoWorkers forked = new DemoWorkers(new ArrayList<>());
    try {
      for (int i = 0; i < workers; i++) {
        DemoWorker worker = new DemoWorker(address, i, workers, once, modules);
        forked.running.add(worker.fork(session.err()));
      }
      return forked;
    } catch (IOException | RuntimeException e) {
      forked.close();
      throw e;
    }
  }

  /** Whether all are done; fails as soon as one has failed. */
  boolean haveEnded() {
    boolean ended = true;
    for (ForkedJvm jvm : running) {
      if (jvm.isAlive()) {
        ended = false;
      } else if (jvm.exitValue() != 0) {
        throw failed(jvm);
      }
    }
    return ended;
  }

  /** Fails if one is gone, unless it was told to end together with this process. */
  void requireAllRunning(Termination termination) {
    for (ForkedJvm jvm : running) {
      // Ctrl-C reaches all processes at a terminal, in any order.
      if (!jvm.isAlive() && !termination.await(SIGNAL_TO_ALL)) {
        throw failed(jvm);
      }
    }
  }

  private static UserError failed(ForkedJvm jvm) {
    return UserError.runtime(
        jvm + " ended with exit value " + jvm.exitValue() + " before its work was done");
  }

  /** Lets all end in good order, at the same time. */
  @Override
  public void close() {
    running.forEach(ForkedJvm::terminate);
    running.forEach(ForkedJvm::close);
  }
}
