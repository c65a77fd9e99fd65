package io.tapes.distributed.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * What a worker sends: the series that changed between two of its sequence numbers.
 *
 * <p>Any thread may use an instance.
 *
 * @param state the state id of the aggregator that it is meant for
 * @param worker who sends it
 * @param goodbye whether this is the last frame of the worker's incarnation
 * @param base the sequence number that it builds upon
 * @param seq the sequence number that it leads to; equal to the base in a heartbeat
 * @param cells what changed
 */
public record Frame(
    Id state, WorkerIdentity worker, boolean goodbye, long base, long seq, List<Cell> cells) {
  /**
   * Copies the list.
   *
   * @param state the state id of the aggregator that it is meant for
   * @param worker who sends it
   * @param goodbye whether this is the last frame of the worker's incarnation
   * @param base the sequence number that it builds upon
   * @param seq the sequence number that it leads to
   * @param cells what changed
   */
  public Frame {
    cells = List.copyOf(cells);
  }

  /**
   * Returns a sign of life without content.
   *
   * @return whether the frame leads nowhere
   */
  public boolean isHeartbeat() {
    return base == seq;
  }

  /**
   * Returns the frame as bytes.
   *
   * @return at most {@link Wire#MAX_BYTES}
   * @throws IllegalArgumentException if there are too many cells; see {@link FrameBuilder}
   */
  public byte[] encode() {
    FrameBuilder out = new FrameBuilder(state, worker, base, seq);
    for (Cell cell : cells) {
      if (!out.add(cell)) {
        throw new IllegalArgumentException(
            cells.size() + " cells do not fit into a frame; build several frames");
      }
    }
    return out.build(goodbye);
  }

  /**
   * Reads a frame.
   *
   * @param message the bytes
   * @return the frame
   * @throws MalformedFrameException if they are none
   */
  public static Frame decode(byte[] message) throws MalformedFrameException {
    WireReader in = Wire.open(message);
    Id state = Wire.readHead(in, Wire.MAGIC_FRAME);
    int flags = in.readByte();
    if (flags > (FrameBuilder.GOODBYE | FrameBuilder.DURABLE)) {
      throw new MalformedFrameException("the flags " + flags + " have no meaning");
    }
    boolean goodbye = (flags & FrameBuilder.GOODBYE) != 0;
    boolean durable = (flags & FrameBuilder.DURABLE) != 0;
    Id incarnation = in.readId();
    long pid = in.readCount();
    WorkerIdentity worker = new WorkerIdentity(incarnation, pid, in.readCount(), durable);
    long base = in.readCount();
    long seq = base + in.readCount();
    if (seq < base) {
      throw new MalformedFrameException("the sequence number exceeds 2^63 - 1");
    }
    List<Cell> cells = new ArrayList<>();
    while (in.remaining() > 0) {
      cells.add(CellCodec.read(in));
    }
    if (base == seq && (goodbye || !cells.isEmpty())) {
      throw new MalformedFrameException("a frame that leads nowhere has content");
    }
    return new Frame(state, worker, goodbye, base, seq, cells);
  }
}
