package io.tapes.reporters.delivery;

import io.tapes.reporters.transport.LineTransport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Delivers to a list, a few lines at a time, and fails when told to. */
final class ListTransport implements LineTransport {
  final List<String> arrived = new ArrayList<>();
  private final List<String> waiting = new ArrayList<>();
  private final int room;

  /** How many more deliveries succeed. */
  int successes = Integer.MAX_VALUE;

  int longest = Integer.MAX_VALUE;

  ListTransport(int room) {
    this.room = room;
  }

  @Override
  public void send(String line) throws IOException {
    if (waiting.size() == room) {
      flush();
    }
    waiting.add(line);
  }

  @Override
  public int longestLine() {
    return longest;
  }

  @Override
  public void flush() throws IOException {
    try {
      if (!waiting.isEmpty() && successes-- <= 0) {
        throw new IOException("the network is down");
      }
      arrived.addAll(waiting);
    } finally {
      waiting.clear();
    }
  }

  @Override
  public void discard() {
    waiting.clear();
  }

  @Override
  public long deliveredLines() {
    return arrived.size();
  }

  @Override
  public long droppedLines() {
    return 0;
  }

  @Override
  public void close() {}
}
