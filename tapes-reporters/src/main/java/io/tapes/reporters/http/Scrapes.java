package io.tapes.reporters.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Gets answers on workers. Equal requests that wait for a worker are answered together, with one
 * snapshot that is taken when the worker begins: after each of them came in, so that none gets an
 * older one than if it had been alone. Any thread may use an instance.
 */
final class Scrapes {
  private static final Answer CROWDED =
      Answer.error(503, "too many requests wait for snapshots; ask again later");

  private final Routes routes;
  private final Executor workers;
  private final Map<Routes.Request, List<Asker>> waiting = new HashMap<>();

  Scrapes(Routes routes, Executor workers) {
    this.routes = routes;
    this.workers = workers;
  }

  /** Who waits for an answer. */
  interface Asker {
    /** Whether the answer is still of use. */
    boolean isWaiting();

    /** Takes the answer, on any thread. */
    void take(Answer answer);
  }

  void ask(Routes.Request request, Asker asker) {
    synchronized (waiting) {
      List<Asker> others = waiting.get(request);
      if (others != null) {
        others.add(asker);
        return;
      }
      waiting.put(request, new ArrayList<>(List.of(asker)));
    }
    try {
      workers.execute(() -> answer(request));
    } catch (RejectedExecutionException e) {
      remove(request)
          .forEach(
              one -> {
                routes.count("tapes.reporter.errors");
                one.take(CROWDED);
              });
    }
  }

  private List<Asker> remove(Routes.Request request) {
    synchronized (waiting) {
      List<Asker> askers = waiting.remove(request);
      return askers == null ? List.of() : askers;
    }
  }

  private void answer(Routes.Request request) {
    List<Asker> askers = remove(request).stream().filter(Asker::isWaiting).toList();
    if (askers.isEmpty()) {
      return;
    }
    Answer answer = routes.data(request);
    askers.forEach(asker -> asker.take(answer));
  }
}
