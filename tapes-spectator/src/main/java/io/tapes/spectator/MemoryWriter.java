package io.tapes.spectator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps all lines in memory, for tests.
 *
 * <pre>{@code
 * SpectatorRegistry r = SpectatorRegistry.create(
 *     SpectatorConfig.builder().location("memory").build());
 * r.counter("server.numRequests").increment();
 * assertEquals("c:server.numRequests:1", ((MemoryWriter) r.writer()).lastLine());
 * }</pre>
 *
 * <p>Any thread may use an instance.
 */
public final class MemoryWriter extends LineWriter {
  private final List<String> lines = new ArrayList<>();

  MemoryWriter(int bufferBytes) {
    super(bufferBytes, LOCAL_BYTES);
  }

  @Override
  void carry(ByteBuffer batch, int count) {
    String text = text(batch);
    synchronized (lines) {
      if (count == 1) {
        lines.add(text);
        return;
      }
      for (int from = 0; from <= text.length(); ) {
        int end = text.indexOf('\n', from);
        end = end < 0 ? text.length() : end;
        lines.add(text.substring(from, end));
        from = end + 1;
      }
    }
  }

  /**
   * Returns all lines.
   *
   * @return the lines in their order, without those that wait in a buffer; unmodifiable
   */
  public List<String> get() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /**
   * Returns the last line.
   *
   * @return the line; empty if there is none
   */
  public String lastLine() {
    synchronized (lines) {
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
  }

  /** Forgets all lines. */
  public void clear() {
    synchronized (lines) {
      lines.clear();
    }
  }

  /**
   * Returns whether there is no line.
   *
   * @return true until the first one, and after {@link #clear}
   */
  public boolean isEmpty() {
    synchronized (lines) {
      return lines.isEmpty();
    }
  }

  @Override
  void end() {}
}
