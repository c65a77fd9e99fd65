package io.tapes.distributed.wire;

import java.time.Instant;

/**
 * Who a worker is: a random incarnation, and the process it runs in. The process id alone never
 * identifies anybody, because process ids are given out again.
 *
 * <p>Any thread may use an instance.
 *
 * @param incarnation drawn when the worker began to count
 * @param pid its process id, as it sees it itself
 * @param startMillis when the process began, in milliseconds since 1970-01-01T00:00:00Z; 0 when
 *     unknown
 */
public record WorkerIdentity(Id incarnation, long pid, long startMillis) {
  /**
   * Checks the numbers.
   *
   * @param incarnation drawn when the worker began to count
   * @param pid its process id
   * @param startMillis when the process began, in milliseconds since 1970-01-01T00:00:00Z; 0 when
   *     unknown
   * @throws IllegalArgumentException if one is negative
   */
  public WorkerIdentity {
    if (pid < 0 || startMillis < 0) {
      throw new IllegalArgumentException(
          "process " + pid + " started at " + startMillis + " has a negative number");
    }
  }

  /**
   * A new incarnation in this process.
   *
   * @return a new identity
   */
  public static WorkerIdentity ofThisProcess() {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return new WorkerIdentity(Id.random(), self.pid(), Math.max(0, start));
  }

  /**
   * The same process counting anew.
   *
   * @return an identity with another incarnation
   */
  public WorkerIdentity reborn() {
    return new WorkerIdentity(Id.random(), pid, startMillis);
  }

  @Override
  public String toString() {
    return "worker " + incarnation + " (process " + pid + ")";
  }
}
