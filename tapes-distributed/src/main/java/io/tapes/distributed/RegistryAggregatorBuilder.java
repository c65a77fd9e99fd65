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
public final class RegistryAggregatorBuilder extends AggregatorLimits<RegistryAggregatorBuilder> {
  Clock clock = Clock.SYSTEM;
  Ticking ticking = Ticking.byThread();
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

  @Override
  RegistryAggregatorBuilder builder() {
    return this;
  }

  @Override
  boolean isKept() {
    return state != null;
  }

  /**
   * Sets where to listen; {@link DistributedRegistry#DEFAULT_ADDRESS} by default.
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
   * every worker that has this aggregator's public key may deliver.
   *
   * @param fileOrFolder with the public keys of workers
   * @return this builder
   */
  public RegistryAggregatorBuilder allow(Path fileOrFolder) {
    allow = fileOrFolder;
    return this;
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
   * Sets the mode of the socket file of an {@code ipc://} address. Users who may write to the file
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
   * Encrypts the connection to the {@link #upstream}, and delivers only to the aggregator that has
   * the secret key of this public one.
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
   * @throws IllegalStateException if there is an {@link #upstream} without {@link #state}
   * @throws IllegalArgumentException with a sentence if keys are missing for an address, or are of
   *     no use
   * @throws java.io.UncheckedIOException with a sentence if {@link #allow} names what cannot be
   *     read, or holds something else than keys
   */
  public RegistryAggregator build() {
    Endpoint at = endpoint == null ? Endpoint.parse(DistributedRegistry.DEFAULT_ADDRESS) : endpoint;
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
