package io.tapes.distributed;

import io.tapes.LastValues;
import io.tapes.distributed.box.WorkerBox;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.worker.Publisher;
import io.tapes.distributed.worker.PublisherSettings;
import java.io.UncheckedIOException;
import java.time.Duration;
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
public final class DistributedRegistry extends ForwardingRegistry implements AutoCloseable {
  /** Where aggregators listen and workers connect if nothing else is said: a file in the folder. */
  public static final String DEFAULT_ADDRESS = "ipc://tapes_metrics.ipc";

  private static final Logger LOG = LoggerFactory.getLogger(DistributedRegistry.class);

  /** Enough to connect to an aggregator of this host, if there is one. */
  private static final Duration ALONE = Duration.ofSeconds(2);

  private static final String KEPT =
      "what was not delivered stands in its black box, for the next aggregator there";

  private static final String LOST = "what was recorded is lost";

  private final PublisherSettings settings;
  private final Endpoint endpoint;
  private final @Nullable WorkerBox box;
  private final Duration closeTimeout;

  /** Read from the beginning: what is removed before {@link #connect} is delivered as well. */
  private final LastValues lastValues;

  private @Nullable Publisher publisher;
  private boolean closed;

  private final ConnectionDeadline connecting = new ConnectionDeadline();

  DistributedRegistry(PublisherSettings settings, Duration closeTimeout) {
    super(settings.registry());
    this.settings = settings;
    this.endpoint = settings.endpoint();
    this.box = settings.box();
    this.lastValues = settings.lastValues();
    this.closeTimeout = closeTimeout;
  }

  /**
   * Creates a registry with the usual settings and the {@linkplain #DEFAULT_ADDRESS usual address}.
   *
   * @return a registry that is not connected yet
   */
  public static DistributedRegistry create() {
    return builder().build();
  }

  /**
   * Returns a new registry with the usual settings.
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
   * Returns a new registry with settings of its own.
   *
   * @return a builder
   */
  public static DistributedRegistryBuilder builder() {
    return new DistributedRegistryBuilder();
  }

  /**
   * Starts to deliver. Returns at once, whether the aggregator exists or not; connecting twice is
   * the same as once. A registry that was not connected within five seconds connects by itself,
   * with a warning, and so does one that is closed before.
   *
   * @throws IllegalStateException if the registry is closed
   * @throws UncheckedIOException with a sentence if this process may not open any more files; it
   *     may be called again
   */
  public synchronized void connect() {
    if (closed) {
      throw new IllegalStateException(
          "the registry to '" + endpoint + "' is closed; create another one");
    }
    start();
  }

  private synchronized Publisher start() {
    Publisher known = publisher;
    if (known != null) {
      return known;
    }
    Publisher started = publisher();
    started.start();
    publisher = started;
    connecting.met();
    return started;
  }

  private Publisher publisher() {
    try {
      return new Publisher(settings);
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException(
          "the registry to '" + endpoint + "' cannot connect: " + e.getMessage(), e.getCause());
    }
  }

  /** Connects after that time if {@link #connect} was not called: else nothing is delivered. */
  void connectAfter(Duration patience) {
    connecting.expect(patience, () -> connectByItself(patience));
  }

  private synchronized void connectByItself(Duration patience) {
    if (publisher == null && !closed) {
      LOG.warn(
          "the registry to '{}' was not connected within {}, and connects now; call connect()"
              + " after it was made",
          endpoint,
          patience);
      try {
        start();
      } catch (UncheckedIOException | OutOfMemoryError e) {
        LOG.warn("{}; it is tried again", e.getMessage());
      }
    }
  }

  /**
   * Returns whether an aggregator listens to this registry now. It may become false at any moment;
   * what is recorded meanwhile is delivered later.
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
   * acknowledged, for the close time-out at most; if it is not, a warning is logged, and what was
   * recorded is left to the next aggregator in the black box, where there is one. While no
   * aggregator is there and a black box keeps everything for the next one, it waits for two seconds
   * of that time only. What it waits for is logged after a second. What is recorded while this runs
   * counts or does not; what is recorded after it does not count. An interrupt does not end the
   * wait, and stays set. Closing twice is the same as once.
   */
  @Override
  public void close() {
    boolean kept = box != null && box.keepsEverything();
    close(closeTimeout, kept ? ALONE : closeTimeout);
  }

  /**
   * As {@link #close()}, with a time-out of its own.
   *
   * @param timeout how long to wait at most, also while no aggregator is there; for ever if it is
   *     very long
   * @return whether the aggregator has acknowledged everything
   */
  public boolean close(Duration timeout) {
    return close(timeout, timeout);
  }

  private boolean close(Duration timeout, Duration alone) {
    Publisher started;
    boolean first;
    synchronized (this) {
      first = !closed;
      closed = true;
      if (publisher == null && !first) {
        return false;
      }
      if (publisher == null
          && local.snapshot().series().isEmpty()
          && lastValues.pending().isEmpty()) {
        leave(true);
        return false;
      }
      if (publisher == null) {
        LOG.warn(
            "the registry to '{}' is closed and was never connected, which it does now; call"
                + " connect() after it was made",
            endpoint);
      }
      try {
        started = start();
      } catch (UncheckedIOException | OutOfMemoryError e) {
        LOG.warn("{}; {}", e.getMessage(), box == null ? LOST : KEPT);
        leave(false);
        return false;
      }
    }
    boolean acknowledged = started.end(timeout, alone);
    if (first && !acknowledged) {
      LOG.warn(
          "the registry to '{}' is closed, but no aggregator acknowledged its last frame in time; {}",
          endpoint,
          box != null && box.keepsEverything()
              ? KEPT
              : "what was recorded since the last acknowledgement may be lost");
    }
    return acknowledged;
  }

  /** The end of a registry that has no publisher. */
  private void leave(boolean delivered) {
    lastValues.close();
    if (box != null) {
      box.end(delivered);
    }
    connecting.met();
  }

  @Override
  public String toString() {
    return "DistributedRegistry[" + endpoint + ", " + local + "]";
  }
}
