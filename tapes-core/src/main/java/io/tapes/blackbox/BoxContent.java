package io.tapes.blackbox;

import io.tapes.distribution.BucketTable;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One file of a {@link BlackBox}, and the entries and cells in it. Under the box's lock. */
final class BoxContent implements BoxSpace {
  /*
   * Entries form a list, to which new ones are added at the end; none ever leaves it. An entry whose
   * series was removed becomes that of another one which is not longer, and not much shorter.
   */
  private final MappedFile file;
  private final BoxRoom room;
  private final BoxCells cells;
  private final TreeMap<Integer, ArrayDeque<BoxEntry.Spot>> spare = new TreeMap<>();

  /** The entry of each name that says what is said of the metric. */
  private final Map<String, BoxEntry> described = new HashMap<>();

  private int last = BoxHeader.AT_FIRST;

  /** Entries so far; each knows its number, so that none can be skipped. */
  private int made;

  BoxContent(MappedFile file, byte[] owner, int stripes, Runnable low) {
    int rows = stripes + 1;
    this.file = file;
    this.room = new BoxRoom(file, low);
    this.cells = new BoxCells(room, rows);
    BoxHeader.write(file, owner, rows);
    rehearse(stripes);
  }

  /**
   * Records without an effect: what is first done loads classes and links calls, for which a record
   * on a full heap would have no memory.
   */
  private void rehearse(int stripes) {
    MappedAdder adder = new MappedAdder(stripes);
    int cell = adder.place(this);
    adder.move(this, cell, 0);
    adder.increment();
    adder.free(this, cell, 0);
    MappedGaugeCell gauge = new MappedGaugeCell();
    int line = gauge.place(this);
    gauge.move(this, line, 0);
    gauge.set(0);
    gauge.leave();
    file.clear(line, BoxRoom.LINE);
    file.raise(line, 1);
    file.clear(line, BoxRoom.LINE);
    MappedDoubleAdder doubles = new MappedDoubleAdder(stripes);
    int again = doubles.place(this);
    doubles.move(this, again, 0);
    doubles.add(1e16);
    doubles.add(1.5);
    doubles.free(this, again, 0);
    MappedRecorder recorder = new MappedRecorder(() -> {}, BucketTable.LONGS);
    BoxTarget target = new BoxTarget(room, line);
    recorder.moveTo(target);
    MappedStripe stripe = new MappedStripe(recorder);
    stripe.record(0, 0);
    recorder.leave();
    stripe.record(0, 0);
    target.freeBlocks();
    gauge.free(this, line, 0);
  }

  @Override
  public MappedFile file() {
    return file;
  }

  @Override
  public BoxRoom room() {
    return room;
  }

  @Override
  public BoxCells cells() {
    return cells;
  }

  /** Gives a series an entry and cells; false if there is no room for one of the two. */
  boolean add(BoxEntry series) {
    byte[] text = BoxEntry.text(series.id);
    if (text == null) {
      return false;
    }
    int cell = series.storage.place(this);
    if (cell == 0) {
      return false;
    }
    boolean describes =
        BoxDetails.isDescribed(series.series.info()) && !described.containsKey(series.id.name());
    byte[] details = BoxDetails.bytes(series.series, describes);
    int bytes = BoxRoom.rounded(BoxEntry.TEXT + text.length + details.length);
    BoxEntry.Spot again = spare(bytes);
    if (again != null) {
      write(series, again.with(cell), text, details, describes);
      return true;
    }
    int position = room.allocate(bytes);
    if (position == 0) {
      series.storage.free(this, cell, 0);
      return false;
    }
    BoxEntry.Spot spot = new BoxEntry.Spot(this, position, bytes, ++made, cell);
    write(series, spot, text, details, describes);
    file.set(last, Sealed.of(position));
    last = position;
    return true;
  }

  private void write(
      BoxEntry series, BoxEntry.Spot spot, byte[] text, byte[] details, boolean describes) {
    series.write(spot, text, details);
    if (describes) {
      described.put(series.id.name(), series);
    }
  }

  private BoxEntry.@Nullable Spot spare(int bytes) {
    Map.Entry<Integer, ArrayDeque<BoxEntry.Spot>> found = spare.ceilingEntry(bytes);
    if (found == null || found.getKey() > 2 * bytes) {
      return null;
    }
    BoxEntry.Spot first = found.getValue().poll();
    if (found.getValue().isEmpty()) {
      spare.remove(found.getKey());
    }
    return first;
  }

  /**
   * Takes the room of a series back; its entry is withdrawn, and no thread writes into its cells.
   */
  void free(BoxEntry series) {
    described.remove(series.id.name(), series);
    BoxEntry.Spot spot = series.spot();
    series.storage.free(this, spot.cell(), spot.position());
    series.forgetSpot();
    spare.computeIfAbsent(spot.bytes(), length -> new ArrayDeque<>()).add(spot);
  }
}
