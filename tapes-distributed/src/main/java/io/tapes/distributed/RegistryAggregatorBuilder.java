package io.tapes.distributed;

import io.tapes.Clock;
import io.tapes.Ticking;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.ServerKeys;
import io.tapes.distributed.link.SocketAccess;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of a new {@link RegistryAggregator}. One thread at a time may use a builder. */
public final class RegistryAggregatorBuilder {
  Clock clock = Clock.SYSTEM;
  Ticking ticking = Ticking.byThread();
  Duration heartbeatTimeout = Duration.ofSeconds(10);
  Duration forgetTimeout = Duration.ofHours(1);
  Duration expireAfter = Duration.ZERO;
  int maxSeries = 100_000;
  int maxSeriesPerWorker = 200_000;
  int maxWorkers = 10_000;
  private long memoryLimit;
  Duration stateInterval = Duration.ofSeconds(5);
  @Nullable Path state;
  @Nullable Path blackBoxFolder;
  @Nullable String group;
  @Nullable Set<PosixFilePermission> socketMode;
  @Nullable CurveKeyPair keys;
  @Nullable Path allow;
  @Nullable Endpoint upstream;
  private @Nullable CurvePublicKey upstreamKey;
  private @Nullable Endpoint endpoint;

  RegistryAggregatorBuilder() {}

  /**
   * Sets where to listen. Required.
   *
   * @param address {@code ipc://PATH} for a socket file that only this user may open, or {@code
   *     tcp://127.0.0.1:PORT}, where port 0 chooses a free one; with {@link #keys} also {@code
   *     tcp://HOST:PORT} and {@code tcp://0.0.0.0:PORT}
   * @return this builder
   * @throws IllegalArgumentException if the address has another form, with a sentence that names
   *     those that there are
   */
  public RegistryAggregatorBuilder address(String address) {
    endpoint = Endpoint.parse(address);
    return this;
  }

  /**
   * Sets the keys of this aggregator. On {@code tcp://} it then takes encrypted connections only,
   * of workers that have its public key; an address that other hosts may reach needs that. They are
   * also its keys towards the {@link #upstream}.
   *
   * @param own such as {@code CurveKeyPair.read(Path.of("tapes.key"))}
   * @return this builder
   */
  public RegistryAggregatorBuilder keys(CurveKeyPair own) {
    keys = own;
    return this;
  }

  /**
   * Lets in only workers whose public key is in a file, or in those files of a folder that end in
   * {@code .pub}; see {@link CurvePublicKey}. It is read again when a worker connects. Without it,
   * whoever has this aggregator's public key may deliver.
   *
   * @param fileOrFolder with the public keys of workers
   * @return this builder
   */
  public RegistryAggregatorBuilder allow(Path fileOrFolder) {
    allow = fileOrFolder;
    return this;
  }

  /**
   * Sets after how long a silence a worker is not taken for living any more. Workers are heard
   * every second. It loses nothing by it: on its first frame it is living again.
   *
   * @param timeout from 2 s, the time of two signs of life, to 1 day; 10 s by default
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public RegistryAggregatorBuilder heartbeatTimeout(Duration timeout) {
    heartbeatTimeout =
        Settings.between("heartbeatTimeout", timeout, Duration.ofSeconds(2), Duration.ofDays(1));
    return this;
  }

  /**
   * Sets after how long a silence the memory of a worker is given up whose process cannot be seen
   * from here, such as one in another container. Those whose process can be seen are kept as long
   * as it runs.
   *
   * @param timeout from 1 s to 365 days; 1 hour by default
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public RegistryAggregatorBuilder forgetTimeout(Duration timeout) {
    forgetTimeout =
        Settings.between("forgetTimeout", timeout, Duration.ofSeconds(1), Duration.ofDays(365));
    return this;
  }

  /**
   * Leaves a series out, and gives its memory up, when no worker has had it for that long: all that
   * had it have ended, or removed it. A series of a worker that has not ended is never left out. If
   * it comes back it counts from zero, as a reset that backends know how to take. Without this
   * nothing is ever left out.
   *
   * @param time from 1 s to 3650 days. The aggregator looks at times, so it takes up to a quarter
   *     longer, two minutes at most, and a second or two on top. The time begins anew when the
   *     aggregator is started again
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public RegistryAggregatorBuilder expireSeriesAfter(Duration time) {
    expireAfter =
        Settings.between("expireSeriesAfter", time, Duration.ofSeconds(1), Duration.ofDays(3650));
    return this;
  }

  /**
   * Limits the number of series in the aggregate; see {@link io.tapes.RegistryBuilder#maxSeries}.
   *
   * @param newMaxSeries at least 1; 100,000 by default
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public RegistryAggregatorBuilder maxSeries(int newMaxSeries) {
    maxSeries = Settings.atLeastOne("maxSeries", newMaxSeries);
    return this;
  }

  /**
   * Limits the number of series of one worker; those beyond are left out and counted in {@code
   * tapes.conflicts}.
   *
   * @param newMaxSeries at least 1; 200,000 by default
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public RegistryAggregatorBuilder maxSeriesPerWorker(int newMaxSeries) {
    maxSeriesPerWorker = Settings.atLeastOne("maxSeriesPerWorker", newMaxSeries);
    return this;
  }

  /**
   * Limits the number of workers at one time. One more takes the place of one that is silent; if
   * none is silent it is refused and counted in {@code tapes.workers.refused}, and goes on trying.
   * A silent worker whose black box is there is remembered in addition.
   *
   * @param newMaxWorkers at least 1; 10,000 by default
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public RegistryAggregatorBuilder maxWorkers(int newMaxWorkers) {
    maxWorkers = Settings.atLeastOne("maxWorkers", newMaxWorkers);
    return this;
  }

  /**
   * Limits what is kept because of workers: their series, what was applied of them, the sums. It is
   * estimated, rather too high than too low. Beyond it new workers are refused, new series of
   * workers left out, and silent workers forgotten, which go on under a new incarnation; each is
   * counted in {@code tapes.memory.refused}, or {@code tapes.workers.lost}. An eighth beyond it
   * nothing is taken until something has gone.
   *
   * @param bytes at least 1 MiB; by default half of the heap's maximum, a third with a {@link
   *     #state} file, which takes memory to be written
   * @return this builder
   * @throws IllegalArgumentException if it is below 1 MiB
   */
  public RegistryAggregatorBuilder memoryLimit(long bytes) {
    if (bytes < 1024 * 1024) {
      throw new IllegalArgumentException(
          "memoryLimit " + bytes + " is below 1048576; allow at least 1 MiB");
    }
    memoryLimit = bytes;
    return this;
  }

  long memoryBytes() {
    return memoryLimit > 0
        ? memoryLimit
        : Runtime.getRuntime().maxMemory() / (state == null ? 2 : 3);
  }

  /**
   * Keeps the sums in a file, so that they survive the end of this process, whatever its cause. The
   * next aggregator with the same file goes on from there. A goodbye is answered once it is in the
   * file. One aggregator at a time may use a file; one that is torn or foreign is set aside.
   *
   * @param file where to keep them; a file beside it with the suffix {@code .lock} is made as well
   * @return this builder
   */
  public RegistryAggregatorBuilder state(Path file) {
    state = file;
    return this;
  }

  /**
   * Sets the folder in which workers leave their black boxes.
   *
   * @param folder the same as {@link DistributedRegistryBuilder#blackBoxFolder} of the workers
   * @return this builder
   */
  public RegistryAggregatorBuilder blackBoxFolder(Path folder) {
    blackBoxFolder = folder;
    return this;
  }

  /**
   * Lets the members of a group deliver: they may connect to the socket file, and their black boxes
   * are believed. Without it that takes the user who owns the aggregator; the black boxes of root
   * are believed in any case.
   *
   * @param name the name or the number of a group, of which this user is a member; the same as
   *     {@link DistributedRegistryBuilder#group} of the workers
   * @return this builder
   */
  public RegistryAggregatorBuilder group(String name) {
    group = name;
    return this;
  }

  /**
   * Sets the mode of the socket file of an {@code ipc://} address. Whoever may write to the file
   * may connect, and deliver.
   *
   * @param mode such as {@code 0660} or {@code rw-rw----}; by default the owner's alone, with a
   *     {@link #group} that one's too
   * @return this builder
   * @throws IllegalArgumentException if it is no mode, or one that leaves the owner out
   */
  public RegistryAggregatorBuilder socketMode(String mode) {
    socketMode = SocketAccess.parse(mode);
    return this;
  }

  /**
   * Makes the aggregator a worker of another one, so that a host adds up its processes and a site
   * its hosts. What stands in the state file is delivered, so it must have one, and {@link
   * #stateInterval} is part of the delay.
   *
   * @param address where the other aggregator listens
   * @return this builder
   * @throws IllegalArgumentException if the address has a form that is unknown
   */
  public RegistryAggregatorBuilder upstream(String address) {
    upstream = Endpoint.parseRemote(address);
    return this;
  }

  /**
   * Encrypts the connection to the {@link #upstream}, and delivers to nobody but the aggregator
   * that has the secret key of this public one.
   *
   * @param key the other aggregator's
   * @return this builder
   */
  public RegistryAggregatorBuilder upstreamKey(CurvePublicKey key) {
    upstreamKey = key;
    return this;
  }

  /**
   * Sets how often the state file is written when only living workers have delivered, which would
   * deliver again to the next aggregator. After a goodbye it is written at once.
   *
   * @param interval from 10 ms to 1 hour; 5 s by default
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public RegistryAggregatorBuilder stateInterval(Duration interval) {
    stateInterval =
        Settings.between("stateInterval", interval, Duration.ofMillis(10), Duration.ofHours(1));
    return this;
  }

  /**
   * Sets the clock that rates, recent figures and snapshots use. The protocol keeps its own time.
   *
   * @param newClock the clock, {@link Clock#SYSTEM} by default
   * @return this builder
   */
  public RegistryAggregatorBuilder clock(Clock newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Sets who keeps rates and recent figures up to date.
   *
   * @param newTicking {@link Ticking#byThread} by default
   * @return this builder
   */
  public RegistryAggregatorBuilder ticking(Ticking newTicking) {
    ticking = newTicking;
    return this;
  }

  /**
   * Makes the aggregator.
   *
   * @return an aggregator that does not listen yet
   * @throws IllegalStateException if no address was set, or {@link #upstream} without {@link
   *     #state}
   * @throws IllegalArgumentException with a sentence if keys are missing for an address, or are of
   *     no use
   * @throws java.io.UncheckedIOException with a sentence if {@link #allow} names what cannot be
   *     read, or holds something else than keys
   */
  public RegistryAggregator build() {
    Endpoint at = endpoint;
    if (at == null) {
      throw new IllegalStateException(
          "an aggregator needs an address; call address(\"ipc://PATH\")");
    }
    if (upstream != null && state == null) {
      throw new IllegalStateException(
          "an aggregator that delivers to '"
              + upstream
              + "' needs a state file, or its sums would be counted again after a restart;"
              + " call state(path)");
    }
    if (at.file() == null || upstream == null) {
      at.check(keys != null, "set them by keys(pair) or --key FILE");
    }
    if (allow != null && (keys == null || at.file() != null)) {
      throw new IllegalArgumentException(
          "a list of allowed keys is of no use on '"
              + at
              + "' without keys; set them by keys(pair) or --key FILE");
    }
    ServerKeys towards =
        upstream == null
            ? null
            : ServerKeys.of(
                upstream,
                upstreamKey == null ? null : upstreamKey.text(),
                upstreamKey == null || keys == null ? null : keys.keys(),
                "set that one's by upstreamKey(key) or --upstream-key FILE");
    return new RegistryAggregator(at, towards, this);
  }
}
