package io.tapes.distributed;

import io.tapes.blackbox.BlackBox;
import io.tapes.distributed.box.BoxFolders;
import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.ServerKeys;
import io.tapes.distributed.link.Sharing;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings of a new {@link DistributedRegistry}. One thread at a time may use a builder. */
public final class DistributedRegistryBuilder extends WorkerSettings<DistributedRegistryBuilder> {
  private Duration flushInterval = Duration.ofMillis(250);
  private Duration closeTimeout = Duration.ofSeconds(10);
  private int queueFrames = 16;
  private Duration patience = Duration.ofSeconds(5);
  private boolean blackBox = true;
  private int blackBoxBytes = 64 * 1024 * 1024;
  private @Nullable Path blackBoxFolder;
  private @Nullable String group;
  private @Nullable Endpoint endpoint;
  private @Nullable CurvePublicKey serverKey;
  private @Nullable CurveKeyPair keys;

  DistributedRegistryBuilder() {}

  @Override
  DistributedRegistryBuilder builder() {
    return this;
  }

  /**
   * Sets where the aggregator listens; {@link DistributedRegistry#DEFAULT_ADDRESS} by default.
   *
   * @param address {@code ipc://PATH} or {@code tcp://127.0.0.1:PORT}; with {@link #serverKey} also
   *     {@code tcp://HOST:PORT}
   * @return this builder
   * @throws IllegalArgumentException if the address has another form, with a sentence that names
   *     those that there are
   */
  public DistributedRegistryBuilder address(String address) {
    endpoint = Endpoint.parseRemote(address);
    return this;
  }

  /**
   * Encrypts the connection, and delivers only to the aggregator that has the secret key of this
   * public one. Needed for an address of another host.
   *
   * @param key the aggregator's, such as {@code CurvePublicKey.read(Path.of("tapes.key.pub"))}
   * @return this builder
   */
  public DistributedRegistryBuilder serverKey(CurvePublicKey key) {
    serverKey = key;
    return this;
  }

  /**
   * Sets the keys of this worker, for an aggregator that has a list of those that it lets in.
   *
   * @param newKeys the worker's; made up for the connection by default
   * @return this builder
   */
  public DistributedRegistryBuilder keys(CurveKeyPair newKeys) {
    keys = newKeys;
    return this;
  }

  /**
   * Sets how often changes are sent.
   *
   * @param interval from 1 ms to 1 minute; 250 ms by default
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public DistributedRegistryBuilder flushInterval(Duration interval) {
    flushInterval =
        Settings.between("flushInterval", interval, Duration.ofMillis(1), Duration.ofMinutes(1));
    return this;
  }

  /**
   * Sets how long {@link DistributedRegistry#close()} waits for the last acknowledgement. While no
   * aggregator is there and a black box keeps everything, it waits for two seconds of that.
   *
   * @param timeout from 0 to 1 hour; 10 s by default
   * @return this builder
   * @throws IllegalArgumentException if it is not in that range
   */
  public DistributedRegistryBuilder closeTimeout(Duration timeout) {
    closeTimeout = Settings.between("closeTimeout", timeout, Duration.ZERO, Duration.ofHours(1));
    return this;
  }

  /**
   * Sets how many frames, of 256 KiB at most, the socket's queue holds (ZeroMQ's high-water mark).
   * While it is full, changes accumulate in the instruments.
   *
   * @param frames at least 1; 16 by default
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public DistributedRegistryBuilder queueFrames(int frames) {
    queueFrames = Settings.atLeastOne("queueFrames", frames);
    return this;
  }

  /**
   * Sets whether what is recorded stands in a file while the process lives, so that it is counted
   * to the last record when the process is killed. It takes a file system that the aggregator sees
   * as well; where there is none, a warning says so.
   *
   * @param newBlackBox true by default
   * @return this builder
   */
  public DistributedRegistryBuilder blackBox(boolean newBlackBox) {
    blackBox = newBlackBox;
    return this;
  }

  /**
   * Limits that file. It takes space as series are made; what has no room in it is recorded in
   * memory only, and counted in {@code tapes.blackbox.outside}.
   *
   * @param maxBytes at least 512 KiB; 64 MiB by default
   * @return this builder
   * @throws IllegalArgumentException if it is below 512 KiB
   */
  public DistributedRegistryBuilder blackBoxBytes(int maxBytes) {
    if (maxBytes < BlackBox.MIN_BYTES) {
      throw new IllegalArgumentException(
          "blackBoxBytes " + maxBytes + " is below " + BlackBox.MIN_BYTES + "; allow 512 KiB");
    }
    blackBoxBytes = maxBytes;
    return this;
  }

  /**
   * Sets the folder of that file, where the aggregator must look as well. It is made if it does not
   * exist, and must be this user's alone.
   *
   * @param folder in {@code /dev/shm} or else the temporary folder, by default
   * @return this builder
   */
  public DistributedRegistryBuilder blackBoxFolder(Path folder) {
    blackBoxFolder = folder;
    return this;
  }

  /**
   * Lets the members of a group read that file and remove it: for an aggregator of another user,
   * which is one of them.
   *
   * @param name the name or the number of a group, of which this user is a member unless it is
   *     root; the same as {@link RegistryAggregatorBuilder#group} of the aggregator
   * @return this builder
   */
  public DistributedRegistryBuilder group(String name) {
    group = name;
    return this;
  }

  /** How long connecting may be left to the user, for tests. */
  DistributedRegistryBuilder patience(Duration newPatience) {
    patience = newPatience;
    return this;
  }

  /**
   * Makes the registry. Five seconds after that it connects by itself, with a warning, if {@link
   * DistributedRegistry#connect} was not called: what was recorded must not be lost by that.
   *
   * @return a registry that is not connected yet
   * @throws IllegalArgumentException with a sentence if keys are missing for the address, or it
   *     needs none, or there are {@link #keys} without the {@link #serverKey}
   */
  public DistributedRegistry build() {
    Endpoint to =
        endpoint == null ? Endpoint.parseRemote(DistributedRegistry.DEFAULT_ADDRESS) : endpoint;
    ServerKeys by =
        ServerKeys.of(
            to,
            serverKey == null ? null : serverKey.text(),
            keys == null ? null : keys.keys(),
            "set the aggregator's by serverKey(key)");
    return new WorkerAssembly(to, by, local, flushInterval, queueFrames)
        .box(blackBox, blackBoxBytes, new BoxFolders(blackBoxFolder, new Sharing(group)))
        .registry(closeTimeout, patience);
  }
}
