package io.tapes.spectator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.reporters.transport.HttpReply;
import io.tapes.reporters.transport.HttpStatusException;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Posts batches as Netflix' clients do: three tries, where the server is busy or has a fault. */
final class AtlasHttp {
  private static final int TRIES = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Waits between two tries; tests do not. */
  @FunctionalInterface
  interface Pause {
    void await(Duration pause) throws InterruptedException;
  }

  private final HttpTransport http;
  private final Duration between;
  private final Pause pause;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger("spectator.HttpClient"));

  final AtomicLong sent = new AtomicLong();
  final AtomicLong dropped = new AtomicLong();
  final AtomicLong retried = new AtomicLong();

  AtlasHttp(HttpTransport http, Duration between, Pause pause) {
    this.http = http;
    this.between = between;
    this.pause = pause;
  }

  /**
   * Posts a document.
   *
   * @param measurements how many are in it
   * @throws IOException if none of them is taken, and may be later
   */
  void post(byte[] document, int measurements) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        answered(http.send("POST", "", "application/json", document), measurements);
        return;
      } catch (HttpStatusException e) {
        boolean busy = e.status() == 429 || e.status() >= 500;
        if (!busy && !e.permanent()) {
          throw e;
        }
        if (!busy) { // it would refuse them again, and keep back all that follows
          dropped.addAndGet(measurements);
          log.warn(measurements + " measurements are dropped: " + LogLimiter.describe(e), e);
          return;
        }
        if (tries == TRIES) {
          throw e;
        }
      }
      retried.incrementAndGet();
      await();
    }
  }

  /** 200 is full success; of anything else the answer says how many failed, and why. */
  private void answered(HttpReply reply, int measurements) {
    int failed = reply.status() == 200 ? 0 : failed(reply);
    failed = Math.max(0, Math.min(failed, measurements));
    sent.addAndGet(measurements - failed);
    dropped.addAndGet(failed);
  }

  private int failed(HttpReply reply) {
    try {
      JsonNode answer = JSON.readTree(reply.text());
      int failed = answer == null ? 0 : answer.path("errorCount").asInt(0);
      if (failed > 0) {
        log.warn(failed + " measurements were refused: " + answer.path("message"), null);
      }
      return failed;
    } catch (IOException e) {
      log.warn("the answer " + reply.status() + " is no JSON: " + LogLimiter.describe(e), null);
      return 0;
    }
  }

  private void await() throws InterruptedIOException {
    try {
      pause.await(between);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two tries");
    }
  }

  static void sleep(Duration pause) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
  }

  String destination() {
    return http.destination();
  }

  void close() {
    http.close();
  }
}
