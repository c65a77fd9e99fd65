package io.tapes.distributed.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * What the aggregator sends back: how far it got with each of some workers. Every worker receives
 * it and looks for its own entry, in which its incarnation is {@linkplain Id#disclosed disclosed}
 * only: who knows an incarnation can send frames for it.
 *
 * <p>Any thread may use an instance.
 *
 * @param state the aggregator's state id
 * @param entries one for each worker
 */
public record Acknowledgements(Id state, List<Entry> entries) {
  /** The most entries that one message may hold: they take at most 35 bytes each. */
  public static final int MAX_ENTRIES = 1_000;

  /** The position is the number in a message. */
  private static final List<Status> STATUSES =
      List.of(Status.LIVING, Status.RETIRED, Status.COMPLETE);

  /**
   * Copies the list.
   *
   * @param state the aggregator's state id
   * @param entries one for each worker
   */
  public Acknowledgements {
    entries = List.copyOf(entries);
  }

  /**
   * How far the aggregator got with one worker.
   *
   * @param worker what is disclosed of the worker's incarnation
   * @param applied the last sequence number that it applied
   * @param safe the last one of these that it will remember after it was killed, or {@code applied}
   *     if it never remembers anything; it may be behind
   * @param status what became of the worker
   */
  public record Entry(Id worker, long applied, long safe, Status status) {}

  /** What became of a worker. */
  public enum Status {
    /** It goes on. */
    LIVING,
    /**
     * It was retired: what was applied is counted, and whatever comes further must be counted under
     * a new incarnation.
     */
    RETIRED,
    /** It said goodbye, and all that it had is counted, perhaps by an aggregator of the past. */
    COMPLETE
  }

  /**
   * Returns the message as bytes.
   *
   * @return at most {@link Wire#MAX_BYTES}
   * @throws IllegalArgumentException if there are more than {@link #MAX_ENTRIES} entries
   */
  public byte[] encode() {
    if (entries.size() > MAX_ENTRIES) {
      throw new IllegalArgumentException(
          entries.size() + " entries are more than " + MAX_ENTRIES + "; send several messages");
    }
    WireWriter out = new WireWriter(32 + entries.size() * 28);
    Wire.writeHead(out, Wire.MAGIC_ACKNOWLEDGEMENTS, state);
    for (Entry entry : entries) {
      out.writeId(entry.worker());
      out.writeVarint(entry.applied());
      out.writeVarint(entry.safe());
      out.writeByte(STATUSES.indexOf(entry.status()));
    }
    return Wire.seal(out);
  }

  /**
   * Reads a message.
   *
   * @param message the bytes
   * @return the acknowledgements
   * @throws MalformedFrameException if they are none
   */
  public static Acknowledgements decode(byte[] message) throws MalformedFrameException {
    WireReader in = Wire.open(message);
    Id state = Wire.readHead(in, Wire.MAGIC_ACKNOWLEDGEMENTS);
    List<Entry> entries = new ArrayList<>();
    while (in.remaining() > 0) {
      Id worker = in.readId();
      long applied = in.readCount();
      long safe = in.readCount();
      int status = in.readByte();
      if (status >= STATUSES.size()) {
        throw new MalformedFrameException("status " + status + " is unknown");
      }
      entries.add(new Entry(worker, applied, safe, STATUSES.get(status)));
    }
    if (entries.size() > MAX_ENTRIES) {
      throw new MalformedFrameException("more than " + MAX_ENTRIES + " entries");
    }
    return new Acknowledgements(state, entries);
  }
}
