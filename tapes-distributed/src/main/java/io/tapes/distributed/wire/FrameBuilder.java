package io.tapes.distributed.wire;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills one frame with cells until it is full. One thread at a time. */
public final class FrameBuilder {
  /** After magic, kind, version and state. */
  private static final int FLAGS_POSITION = 19;

  static final int GOODBYE = 1;
  static final int DURABLE = 2;

  private final WireWriter out = new WireWriter(256);
  private final int limit;
  private int cells;

  /** Metrics that a definition in this frame describes: once says it for all their series. */
  private final Set<String> described = new HashSet<>(4);

  /**
   * Returns an empty frame of at most {@link Wire#MAX_BYTES}.
   *
   * @param state the state id of the aggregator that it is meant for
   * @param worker who sends it
   * @param base the sequence number that it builds upon
   * @param seq the sequence number that it leads to, at least the base
   */
  public FrameBuilder(Id state, WorkerIdentity worker, long base, long seq) {
    this(state, worker, base, seq, Wire.MAX_BYTES);
  }

  /**
   * Returns an empty frame with a limit of its own.
   *
   * @param state the state id of the aggregator that it is meant for
   * @param worker who sends it
   * @param base the sequence number that it builds upon
   * @param seq the sequence number that it leads to, at least the base
   * @param maxBytes how long it may become, {@link Wire#MAX_BYTES} at most
   */
  public FrameBuilder(Id state, WorkerIdentity worker, long base, long seq, int maxBytes) {
    limit = maxBytes - Wire.CHECK_BYTES;
    Wire.writeHead(out, Wire.MAGIC_FRAME, state);
    out.writeByte(worker.durable() ? DURABLE : 0);
    out.writeId(worker.incarnation());
    out.writeVarint(worker.pid());
    out.writeVarint(worker.startMillis());
    out.writeVarint(base);
    out.writeVarint(seq - base);
  }

  /**
   * Adds a cell if there is room for it.
   *
   * @param cell what changed
   * @return false if the frame is full: it holds what it held before
   */
  public boolean add(Cell cell) {
    int before = out.size();
    SeriesDescriptor definition = cell.definition();
    boolean describes = definition != null && !described.contains(definition.series().name());
    CellCodec.write(out, cell, describes);
    if (out.size() > limit) {
      out.truncate(before);
      return false;
    }
    if (describes && definition != null) {
      described.add(definition.series().name());
    }
    cells++;
    return true;
  }

  /**
   * Adds exemplars of a series, and what else changed of it, if there is room for both.
   *
   * @param exemplars a cell of exemplars
   * @param cell what changed; null for nothing
   * @return false if there is not: the frame holds what it held before
   */
  public boolean add(Cell exemplars, @Nullable Cell cell) {
    int before = out.size();
    if (!add(exemplars)) {
      return false;
    }
    if (cell == null || add(cell)) {
      return true;
    }
    out.truncate(before);
    cells--;
    return false;
  }

  /**
   * Returns whether nothing was added yet: a cell that is refused by an empty frame fits into none.
   *
   * @return true without cells
   */
  public boolean isEmpty() {
    return cells == 0;
  }

  /**
   * Returns the frame as bytes. The builder is not to be used afterwards.
   *
   * @param goodbye whether it is the last one of the worker's incarnation
   * @return at most {@link Wire#MAX_BYTES}
   */
  public byte[] build(boolean goodbye) {
    if (goodbye) {
      out.buffer()[FLAGS_POSITION] |= GOODBYE;
    }
    return Wire.seal(out);
  }
}
