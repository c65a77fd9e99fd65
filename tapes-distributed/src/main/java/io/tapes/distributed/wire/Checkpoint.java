package io.tapes.distributed.wire;

import io.tapes.LevelValue;
import io.tapes.MetricValue;
import io.tapes.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What an aggregator must know after it was killed and started again.
 *
 * <p>Any thread may use an instance.
 *
 * @param lineage identifies the sums that the file holds, through all restarts
 * @param run how often these sums were taken up again by a new process
 * @param totals the sums of all workers, defined one by one; the numbers of the cells mean nothing
 * @param ended what workers that have ended left in gauges
 * @param workers those that have not ended
 * @param retired those that ended lately
 */
public record Checkpoint(
    Id lineage,
    long run,
    List<Cell> totals,
    List<EndedGauge> ended,
    List<Worker> workers,
    List<Retired> retired) {
  /** The version of the format; another one is never read as this one. */
  public static final int VERSION = 4;

  private static final int MAGIC = 'S';
  private static final int VERSION_AT = 2;

  /**
   * Copies the lists.
   *
   * @param lineage identifies the sums
   * @param run how often they were taken up again
   * @param totals the sums of all workers
   * @param ended what workers that have ended left in gauges
   * @param workers those that have not ended
   * @param retired those that ended lately
   */
  public Checkpoint {
    totals = List.copyOf(totals);
    ended = List.copyOf(ended);
    workers = List.copyOf(workers);
    retired = List.copyOf(retired);
  }

  /**
   * A gauge's value that outlived its worker.
   *
   * @param definition the gauge
   * @param label that of the worker that held it, empty where the values of all ended workers
   *     became one
   * @param value the value
   */
  public record EndedGauge(SeriesDescriptor definition, String label, LevelValue value) {}

  /**
   * A worker that has not ended.
   *
   * @param identity who it is
   * @param observable whether its process could be seen
   * @param ends the number of the last end of a series that is contained in the totals
   * @param cells what of it is contained in the totals, defined one by one
   */
  public record Worker(WorkerIdentity identity, boolean observable, long ends, List<Cell> cells) {
    /**
     * Copies the list.
     *
     * @param identity who it is
     * @param observable whether its process could be seen
     * @param ends the number of the last end of a series that is contained in the totals
     * @param cells what of it is contained in the totals
     */
    public Worker {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A worker that has ended.
   *
   * @param incarnation its incarnation
   * @param complete whether all that it had is contained in the totals
   */
  public record Retired(Id incarnation, boolean complete) {}

  /**
   * Returns the checkpoint as bytes.
   *
   * @return as many as it takes
   */
  public byte[] encode() {
    WireWriter out = new WireWriter(64 * 1024);
    out.writeByte('T');
    out.writeByte(MAGIC);
    out.writeByte(VERSION);
    out.writeId(lineage);
    out.writeVarint(run);
    writeCells(out, totals);
    out.writeVarint(ended.size());
    for (EndedGauge gauge : ended) {
      CellCodec.write(out, new Cell(0, gauge.definition(), gauge.value()), true);
      out.writeString(gauge.label());
    }
    out.writeVarint(workers.size());
    for (Worker worker : workers) {
      out.writeId(worker.identity().incarnation());
      out.writeVarint(worker.identity().pid());
      out.writeVarint(worker.identity().startMillis());
      out.writeByte(worker.observable() ? 1 : 0);
      out.writeByte(worker.identity().durable() ? 1 : 0);
      out.writeVarint(worker.ends());
      writeCells(out, worker.cells());
    }
    out.writeVarint(retired.size());
    for (Retired worker : retired) {
      out.writeId(worker.incarnation());
      out.writeByte(worker.complete() ? 1 : 0);
    }
    return Wire.seal(out);
  }

  /**
   * In which version of the format a file is, whether this code can read it or not.
   *
   * @param bytes the bytes of a file
   * @return the version; empty if it is no checkpoint at all
   */
  public static OptionalInt versionOf(byte[] bytes) {
    return bytes.length > VERSION_AT && bytes[0] == 'T' && bytes[1] == MAGIC
        ? OptionalInt.of(bytes[VERSION_AT] & 0xff)
        : OptionalInt.empty();
  }

  /**
   * Reads a checkpoint.
   *
   * @param bytes the bytes of a file
   * @return the checkpoint
   * @throws MalformedFrameException if they are none, or not all of one
   */
  public static Checkpoint decode(byte[] bytes) throws MalformedFrameException {
    WireReader in = Wire.openAnyLength(bytes);
    if (in.readByte() != 'T' || in.readByte() != MAGIC) {
      throw new MalformedFrameException("it does not begin with TS");
    }
    int version = in.readByte();
    if (version != VERSION) {
      throw new MalformedFrameException("version " + version + " is not " + VERSION);
    }
    Id lineage = in.readId();
    long run = in.readCount();
    List<Cell> totals = readCells(in);
    List<EndedGauge> ended = new ArrayList<>();
    for (int i = in.readUpTo(in.remaining(), "number of gauges"); i > 0; i--) {
      Cell cell = CellCodec.read(in);
      MetricValue value = cell.value();
      if (cell.definition() == null || value == null || value.shape() != Shape.LEVEL) {
        throw new MalformedFrameException("a gauge is none");
      }
      ended.add(new EndedGauge(cell.definition(), in.readString(), value.asLevel()));
    }
    List<Worker> workers = new ArrayList<>();
    for (int i = in.readUpTo(in.remaining(), "number of workers"); i > 0; i--) {
      Id incarnation = in.readId();
      long pid = in.readCount();
      long startMillis = in.readCount();
      boolean observable = in.readFlag("observable");
      boolean durable = in.readFlag("durable");
      WorkerIdentity identity = new WorkerIdentity(incarnation, pid, startMillis, durable);
      workers.add(new Worker(identity, observable, in.readCount(), readCells(in)));
    }
    List<Retired> retired = new ArrayList<>();
    for (int i = in.readUpTo(in.remaining(), "number of retired workers"); i > 0; i--) {
      Id incarnation = in.readId();
      retired.add(new Retired(incarnation, in.readFlag("complete")));
    }
    if (in.remaining() > 0) {
      throw new MalformedFrameException(in.remaining() + " bytes too many");
    }
    return new Checkpoint(lineage, run, totals, ended, workers, retired);
  }

  private static void writeCells(WireWriter out, List<Cell> cells) {
    out.writeVarint(cells.size());
    for (Cell cell : cells) {
      CellCodec.write(out, cell, true);
    }
  }

  private static List<Cell> readCells(WireReader in) throws MalformedFrameException {
    List<Cell> cells = new ArrayList<>();
    for (int i = in.readUpTo(in.remaining(), "number of cells"); i > 0; i--) {
      Cell cell = CellCodec.read(in);
      if (cell.definition() == null || cell.isEnded()) {
        throw new MalformedFrameException("a cell without its definition, or of what has ended");
      }
      cells.add(cell);
    }
    return cells;
  }
}
