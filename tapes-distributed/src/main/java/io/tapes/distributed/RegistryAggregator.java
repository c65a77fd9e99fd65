package io.tapes.distributed;

import io.tapes.LastValues;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.distributed.aggregator.AggregateRegistry;
import io.tapes.distributed.aggregator.Receiver;
import io.tapes.distributed.aggregator.ReceiverParts;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.Exhausted;
import io.tapes.distributed.link.ServerKeys;
import io.tapes.distributed.link.SocketWatch;
import io.tapes.distributed.link.StartFailure;
import io.tapes.support.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what any number of {@link DistributedRegistry} workers deliver: the one source from which
 * reporters read.
 *
 * <p>Counts are the sums over all workers that ever delivered, distributions those that one
 * registry would hold if it had recorded everything, gauges combined as their {@link
 * io.tapes.Aggregation} says. Any thread may take a snapshot at any time, also after {@link
 * #close}; it never waits for the network.
 */
public final class RegistryAggregator implements SnapshotSource, AutoCloseable {
  private static final long END_SECONDS = 10;

  private final Endpoint endpoint;
  private final AggregateRegistry totals;
  private final SocketWatch watch;

  /** Another one for each attempt to start. */
  private final Supplier<Receiver> receivers;

  private volatile @Nullable Receiver receiver;
  private volatile String address;
  private boolean closed;

  RegistryAggregator(
      Endpoint endpoint, @Nullable ServerKeys towards, RegistryAggregatorBuilder settings) {
    this.endpoint = endpoint;
    this.address = endpoint.address();
    totals =
        new AggregateRegistry(
            settings.clock, settings.ticking, settings.maxSeries, settings.memoryBytes());
    ReceiverParts parts = AggregatorAssembly.parts(endpoint, towards, totals, settings);
    watch = parts.watch();
    receivers = () -> new Receiver(parts);
  }

  /**
   * Returns a new aggregator.
   *
   * @return a builder
   */
  public static RegistryAggregatorBuilder builder() {
    return new RegistryAggregatorBuilder();
  }

  /**
   * Starts to listen. Starting twice is the same as once. Where it fails, everything that was
   * opened is closed again, and it may be called again once the cause is gone.
   *
   * @return this aggregator, which listens
   * @throws UncheckedIOException with a sentence if it cannot: the address is in use, the folder of
   *     the socket file does not exist, something else lies at its path, the state file is another
   *     aggregator's or cannot be used, the folder of the black boxes that was set cannot be used,
   *     or this process may not open more files
   * @throws IllegalStateException if it is closed
   */
  public synchronized RegistryAggregator start() {
    if (closed) {
      throw new IllegalStateException(
          "the aggregator on '" + endpoint + "' is closed; build another one");
    }
    if (receiver == null) {
      Receiver next = next();
      address = await(next.start(), next);
      receiver = next;
    }
    return this;
  }

  private Receiver next() {
    try {
      return receivers.get();
    } catch (UncheckedIOException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    }
  }

  private String await(CompletableFuture<String> result, Receiver of) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          // Binding takes milliseconds: the caller's interrupt can wait that long.
          interrupted = true;
        } catch (ExecutionException e) {
          // What was restored in part would be added a second time.
          closed = of.hasRestored();
          throw failed(e.getCause() == null ? e : e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private UncheckedIOException failed(Throwable cause) {
    if (cause instanceof StartFailure known) {
      return new UncheckedIOException(known.getMessage(), known);
    }
    return new UncheckedIOException(
        "the aggregator on '"
            + endpoint
            + "' cannot start: "
            + Exhausted.remedy(cause).orElse(cause.toString())
            + (closed ? "; build another one" : ""),
        cause instanceof IOException io ? io : new IOException(cause));
  }

  /**
   * Returns where workers connect to.
   *
   * @return the address that was set; once started, with the port that was chosen in place of 0
   */
  public String address() {
    return address;
  }

  @Override
  public Snapshot snapshot() {
    return totals.snapshot();
  }

  /** Reads the last values of series that {@linkplain RegistryAggregatorBuilder expire}. */
  @Override
  public LastValues lastValues() {
    return totals.lastValues();
  }

  /**
   * Why workers cannot connect or nothing is received, such as that the socket file was deleted and
   * cannot be made again, or a {@link #failure}.
   *
   * @return a sentence; empty while they can
   */
  @Override
  public Optional<String> trouble() {
    return failure().or(watch::trouble);
  }

  /**
   * Returns the registry that holds the totals and, under {@code tapes.}, the aggregator's own
   * figures.
   *
   * @return always a registry
   */
  @Override
  public Optional<Registry> selfMetrics() {
    return Optional.of(totals.registry());
  }

  /**
   * Why this aggregator has ended by itself, for good: something was thrown again and again for ten
   * seconds, other than for want of memory.
   *
   * @return a sentence; empty while it listens, before that, and after {@link #close}
   */
  public Optional<String> failure() {
    Receiver running = receiver;
    return running == null ? Optional.empty() : Optional.ofNullable(running.problem());
  }

  /** For tests, which break it. */
  Receiver receiver() {
    return Objects.requireNonNull(receiver, "it was not started");
  }

  /**
   * Takes and acknowledges what has arrived, stops listening and removes the socket file; waits ten
   * seconds for that at most. Snapshots stay available. Closing twice is the same as once; an
   * interrupt does not end the wait, and stays set.
   */
  @Override
  public void close() {
    CountDownLatch ended;
    synchronized (this) {
      closed = true;
      Receiver running = receiver;
      if (running == null) {
        return;
      }
      ended = running.end();
    }
    Uninterrupted.await(
        TimeUnit.SECONDS.toNanos(END_SECONDS), nanos -> ended.await(nanos, TimeUnit.NANOSECONDS));
  }

  @Override
  public String toString() {
    return "RegistryAggregator[" + address + "]";
  }
}
