package io.tapes.distributed;

import io.tapes.distributed.wire.Id;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last sequence numbers of workers that ended lately. The I/O thread only. */
final class RetiredWorkers {
  /*
   * Copies of a worker's last frames may still arrive after it was folded away. Without a memory
   * they would look like those of a new worker. The memory is bounded: copies that
   * arrive after so many other workers have ended would be counted again, if they go back to the
   * beginning of their incarnation.
   */
  private static final int CAPACITY = 100_000;

  private final Map<Id, Long> lastSeq =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Long> eldest) {
          return size() > CAPACITY;
        }
      };

  void add(Id incarnation, long seq) {
    lastSeq.put(incarnation, seq);
  }

  @Nullable Long lastSeq(Id incarnation) {
    return lastSeq.get(incarnation);
  }
}
