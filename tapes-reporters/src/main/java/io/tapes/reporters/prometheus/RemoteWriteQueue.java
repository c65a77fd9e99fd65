package io.tapes.reporters.prometheus;

import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Requests that wait for the receiver, the oldest first: receivers refuse samples that are older
 * than what they have. Without a backlog none waits longer than a report lasts.
 *
 * <p>One thread at a time may use an instance.
 */
final class RemoteWriteQueue {
  private final LogLimiter log = RemoteWriteLog.limited();
  private final RemoteWriteSender sender;
  private final long backlogBytes;
  private final Deque<RemoteWriteRequest> waiting = new ArrayDeque<>();
  private long waitingBytes;

  /** How many of those that wait came last, together. */
  private int newest;

  private long dropped;
  private long failures;

  RemoteWriteQueue(RemoteWriteSender sender, long backlogBytes) {
    this.sender = sender;
    this.backlogBytes = backlogBytes;
  }

  void add(List<RemoteWriteRequest> requests) {
    newest = requests.size();
    requests.forEach(
        request -> {
          waiting.add(request);
          waitingBytes += request.cost();
        });
  }

  /**
   * Sends what waits.
   *
   * @return false if the receiver does not know the version of the protocol: nothing waits any
   *     more, and what was added last is to be written in another one
   * @throws IOException if something could not be sent and there is no backlog
   */
  boolean send() throws IOException {
    try {
      while (!waiting.isEmpty()) {
        if (!sender.send(waiting.element())) {
          while (waiting.size() > newest) { // of earlier reports, which are not kept elsewhere
            dropped += waiting.remove().points();
          }
          clear();
          return false;
        }
        waitingBytes -= waiting.remove().cost();
      }
    } catch (IOException e) {
      keep(e);
    } catch (RuntimeException e) {
      clear();
      throw e;
    }
    return true;
  }

  private void keep(IOException failure) throws IOException {
    if (backlogBytes == 0) {
      clear();
      throw failure;
    }
    failures++;
    while (waitingBytes > backlogBytes) {
      RemoteWriteRequest oldest = waiting.remove();
      waitingBytes -= oldest.cost();
      dropped += oldest.points();
    }
    log.warn(waiting.size() + " requests wait: " + LogLimiter.describe(failure), failure);
  }

  private void clear() {
    waiting.clear();
    waitingBytes = 0;
  }

  /** Gives up what waits, and counts it. */
  void lose() {
    waiting.forEach(request -> dropped += request.points());
    clear();
  }

  long waitingRequests() {
    return waiting.size();
  }

  /** How many points found no room, or waited at the end. */
  long dropped() {
    return dropped;
  }

  long failures() {
    return failures;
  }
}
