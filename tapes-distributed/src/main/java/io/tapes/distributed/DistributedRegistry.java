package io.tapes.distributed;

import io.tapes.Aggregation;
import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Meter;
import io.tapes.MetricSource;
import io.tapes.Registry;
import io.tapes.SeriesListener;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.Timer;
import io.tapes.distributed.wire.WorkerIdentity;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry of one worker JVM: an ordinary local registry, and a publisher thread that delivers
 * what changes to a {@link RegistryAggregator}.
 *
 * <p>It may be used before {@link #connect} and before the aggregator exists; what was recorded is
 * delivered later. Recording never waits for the network. {@link #snapshot} shows this worker only.
 * Any thread may use it.
 */
public final class DistributedRegistry implements Registry, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DistributedRegistry.class);

  private final Registry local;
  private final WorkerIdentity identity;
  private final @Nullable WorkerBox box;
  private final Endpoint endpoint;
  private final @Nullable ServerKeys keys;
  private final Duration flushInterval;
  private final Duration closeTimeout;
  private final int queueFrames;
  private @Nullable Publisher publisher;
  private boolean closed;

  DistributedRegistry(
      Registry local,
      WorkerIdentity identity,
      @Nullable WorkerBox box,
      Endpoint endpoint,
      @Nullable ServerKeys keys,
      Duration flushInterval,
      Duration closeTimeout,
      int queueFrames) {
    this.local = local;
    this.identity = identity;
    this.box = box;
    this.endpoint = endpoint;
    this.keys = keys;
    this.flushInterval = flushInterval;
    this.closeTimeout = closeTimeout;
    this.queueFrames = queueFrames;
  }

  /**
   * A new registry with the usual settings.
   *
   * @param address where the aggregator listens: {@code ipc://PATH} or {@code tcp://127.0.0.1:PORT}
   * @return a registry that is not connected yet
   * @throws IllegalArgumentException with a sentence if the address has another form, or is that of
   *     another host, which needs {@link DistributedRegistryBuilder#serverKey}
   */
  public static DistributedRegistry create(String address) {
    return builder().address(address).build();
  }

  /**
   * A new registry with settings of its own.
   *
   * @return a builder
   */
  public static DistributedRegistryBuilder builder() {
    return new DistributedRegistryBuilder();
  }

  /**
   * Starts to deliver. Returns at once, whether the aggregator exists or not; connecting twice is
   * the same as once.
   *
   * @throws IllegalStateException if the registry is closed
   */
  public synchronized void connect() {
    if (closed) {
      throw new IllegalStateException(
          "the registry to '" + endpoint + "' is closed; create another one");
    }
    if (publisher == null) {
      Publisher started =
          new Publisher(endpoint, keys, local, local, identity, 0, box, flushInterval, queueFrames);
      started.start();
      publisher = started;
    }
  }

  /**
   * Whether an aggregator listens to this registry now. It may become false at any moment; what is
   * recorded meanwhile is delivered later.
   *
   * @return false before {@link #connect} and after {@link #close} as well
   */
  public boolean isConnected() {
    Publisher started;
    synchronized (this) {
      started = publisher;
    }
    return started != null && started.isConnected();
  }

  /**
   * Delivers what was recorded before this call, says goodbye, and waits until that is
   * acknowledged, for the close time-out at most; if it is not, a warning is logged. What is
   * recorded later is not delivered. An interrupt ends the wait and stays set. Closing twice is the
   * same as once.
   */
  @Override
  public void close() {
    close(closeTimeout);
  }

  /**
   * As {@link #close()}, with a time-out of its own.
   *
   * @param timeout how long to wait at most
   * @return whether the aggregator has acknowledged everything
   */
  public boolean close(Duration timeout) {
    Publisher started;
    boolean first;
    synchronized (this) {
      started = publisher;
      first = !closed;
      closed = true;
    }
    if (started == null) {
      if (first && box != null) {
        box.end(true);
      }
      return false;
    }
    boolean acknowledged = started.end(timeout);
    if (first && !acknowledged) {
      LOG.warn(
          "the registry to '{}' is closed, but no aggregator acknowledged its last frame within {};"
              + " what was recorded since the last acknowledgement may be lost",
          endpoint,
          timeout);
    }
    return acknowledged;
  }

  @Override
  public Counter counter(String name, Tags tags) {
    return local.counter(name, tags);
  }

  @Override
  public Meter meter(String name, Tags tags) {
    return local.meter(name, tags);
  }

  @Override
  public Histogram histogram(String name, Tags tags) {
    return local.histogram(name, tags);
  }

  @Override
  public Timer timer(String name, Tags tags) {
    return local.timer(name, tags);
  }

  @Override
  public boolean remove(String name, Tags tags) {
    return local.remove(name, tags);
  }

  @Override
  public void addListener(SeriesListener listener) {
    local.addListener(listener);
  }

  @Override
  public void removeListener(SeriesListener listener) {
    local.removeListener(listener);
  }

  @Override
  public Gauge gauge(String name, Tags tags) {
    return local.gauge(name, tags);
  }

  @Override
  public Gauge gauge(String name, Tags tags, Aggregation aggregation) {
    return local.gauge(name, tags, aggregation);
  }

  @Override
  public Gauge gauge(String name, Tags tags, DoubleSupplier source) {
    return local.gauge(name, tags, source);
  }

  @Override
  public Gauge gauge(String name, Tags tags, Aggregation aggregation, DoubleSupplier source) {
    return local.gauge(name, tags, aggregation, source);
  }

  @Override
  public void register(MetricSource source) {
    local.register(source);
  }

  @Override
  public void remove(MetricSource source) {
    local.remove(source);
  }

  @Override
  public Snapshot snapshot() {
    return local.snapshot();
  }

  @Override
  public String toString() {
    return "DistributedRegistry[" + endpoint + ", " + local + "]";
  }
}
