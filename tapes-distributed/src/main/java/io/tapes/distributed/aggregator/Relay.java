package io.tapes.distributed.aggregator;

import io.tapes.LastValues;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.ServerKeys;
import io.tapes.distributed.wire.Id;
import io.tapes.distributed.wire.WorkerIdentity;
import io.tapes.distributed.worker.Publisher;
import io.tapes.distributed.worker.PublisherSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes an aggregator a worker of another one. */
public final class Relay implements AutoCloseable {
  /*
   * The other aggregator must never see a sum that this one could forget. So what is passed on is
   * what stands in the state file, and under the same incarnation through all restarts: after one,
   * the sums are at least what was passed on, and the other aggregator takes the difference. The
   * same file says how many processes there were before this one, so that each numbers its frames
   * from a place of its own.
   */
  private static final Duration FLUSH = Duration.ofMillis(250);
  private static final Duration CLOSE = Duration.ofSeconds(4);
  private static final int QUEUE_FRAMES = 16;

  /** The aggregator's own figures are about itself. */
  private static final List<String> OWN =
      List.of(
          "tapes.frames",
          "tapes.workers",
          "tapes.connections.re",
          "tapes.connections.br",
          "tapes.series.",
          "tapes.socket.",
          "tapes.state",
          "tapes.blackbox.re",
          "tapes.memory",
          "tapes.conflicts");

  private final Endpoint upstream;
  private final @Nullable ServerKeys keys;
  private final Checkpoints checkpoints;
  private final Registry self;
  private @Nullable Publisher publisher;

  public Relay(
      Endpoint upstream, @Nullable ServerKeys keys, Checkpoints checkpoints, Registry self) {
    this.upstream = upstream;
    this.keys = keys;
    this.checkpoints = checkpoints;
    this.self = self;
  }

  void start(Id lineage, long run) {
    Publisher started =
        new Publisher(
            new PublisherSettings(
                upstream,
                keys,
                this::safe,
                LastValues.none(),
                self,
                WorkerIdentity.ofThisProcess(lineage, true),
                run,
                null,
                FLUSH,
                QUEUE_FRAMES));
    publisher = started;
    started.start();
  }

  private Snapshot safe() {
    Snapshot all = checkpoints.safe();
    List<Series> passedOn =
        all.series().stream().filter(s -> OWN.stream().noneMatch(s.name()::startsWith)).toList();
    return Snapshot.of(all.wallMillis(), passedOn);
  }

  /**
   * Whether the other aggregator has all of a series for good, so that it may be forgotten here.
   */
  boolean hasPassedOn(Series series) {
    Publisher to = publisher;
    if (to == null) {
      return false;
    }
    List<Series> passed = to.safe();
    int at = Collections.binarySearch(passed, series, Comparator.comparing(Series::id));
    return at >= 0 && passed.get(at).value().holdsSameAs(series.value());
  }

  /** After the last checkpoint: passes it on. It may begin again. */
  @Override
  public void close() {
    Publisher to = publisher;
    publisher = null;
    if (to != null) {
      to.end(CLOSE, CLOSE);
    }
  }
}
