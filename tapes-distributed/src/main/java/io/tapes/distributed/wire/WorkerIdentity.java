package io.tapes.distributed.wire;

import java.time.Instant;

/**
 * Who a worker is: a random incarnation, and the process it runs in. The process id alone never
 * identifies a process, because process ids are given out again.
 *
 * <p>Any thread may use an instance.
 *
 * @param incarnation drawn when the worker began to count
 * @param pid its process id, as it sees it itself
 * @param startMillis when the process began, in milliseconds since 1970-01-01T00:00:00Z; 0 when
 *     unknown
 * @param durable whether it comes back under the same incarnation after it was killed, as an
 *     aggregator with a state file does
 */
public record WorkerIdentity(Id incarnation, long pid, long startMillis, boolean durable) {
  /**
   * Checks the numbers.
   *
   * @param incarnation drawn when the worker began to count
   * @param pid its process id
   * @param startMillis when the process began, in milliseconds since 1970-01-01T00:00:00Z; 0 when
   *     unknown
   * @param durable whether it comes back under the same incarnation
   * @throws IllegalArgumentException if one is negative
   */
  public WorkerIdentity {
    if (pid < 0 || startMillis < 0) {
      throw new IllegalArgumentException(
          "process " + pid + " started at " + startMillis + " has a negative number");
    }
  }

  /**
   * Returns a worker that ends with its process.
   *
   * @param incarnation drawn when the worker began to count
   * @param pid its process id
   * @param startMillis when the process began, in milliseconds since 1970-01-01T00:00:00Z; 0 when
   *     unknown
   */
  public WorkerIdentity(Id incarnation, long pid, long startMillis) {
    this(incarnation, pid, startMillis, false);
  }

  /**
   * Returns a new incarnation in this process.
   *
   * @return a new identity
   */
  public static WorkerIdentity ofThisProcess() {
    return ofThisProcess(Id.random(), false);
  }

  /**
   * Returns an incarnation in this process.
   *
   * @param incarnation drawn when the worker began to count
   * @param durable whether it comes back under the same incarnation
   * @return the identity
   */
  public static WorkerIdentity ofThisProcess(Id incarnation, boolean durable) {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return new WorkerIdentity(incarnation, self.pid(), Math.max(0, start), durable);
  }

  /**
   * Returns the same process counting from zero.
   *
   * @return an identity with another incarnation
   */
  public WorkerIdentity reborn() {
    return new WorkerIdentity(Id.random(), pid, startMillis, durable);
  }

  /**
   * Returns the identity as bytes, for a black box.
   *
   * @return the incarnation, the process id and the start
   */
  public byte[] encode() {
    WireWriter out = new WireWriter(32);
    out.writeId(incarnation);
    out.writeVarint(pid);
    out.writeVarint(startMillis);
    return out.toBytes();
  }

  /**
   * Reads an identity.
   *
   * @param bytes what {@link #encode} returned
   * @return the identity
   * @throws MalformedFrameException if they are none
   */
  public static WorkerIdentity decode(byte[] bytes) throws MalformedFrameException {
    WireReader in = new WireReader(bytes, bytes.length);
    Id incarnation = in.readId();
    long pid = in.readCount();
    WorkerIdentity identity = new WorkerIdentity(incarnation, pid, in.readCount());
    if (in.remaining() > 0) {
      throw new MalformedFrameException("an identity is followed by something");
    }
    return identity;
  }

  /**
   * Returns what tells its gauges from those of other workers.
   *
   * @return the process id and the first digits of what is disclosed of the incarnation, such as
   *     {@code 4711-01020304}
   */
  public String label() {
    return pid + "-" + incarnation.disclosed().toString().substring(0, 8);
  }

  /** Does not show the incarnation: a process that knows it can speak for the worker. */
  @Override
  public String toString() {
    return "worker " + label();
  }
}
