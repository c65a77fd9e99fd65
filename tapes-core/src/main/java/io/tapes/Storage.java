package io.tapes;

import io.tapes.recording.CompensatedAdder;
import io.tapes.recording.GaugeCell;
import io.tapes.recording.SafeAdder;
import io.tapes.recording.StripeSource;
import java.util.Optional;

/**
 * Says where the instruments of a registry keep what is recorded: the cells that they write into.
 * The usual storage is the heap. Distributed mode has one that survives its process; applications
 * have no reason to implement it.
 *
 * <p>The registry asks for cells, and ends series, under its lock; any thread records into them.
 */
public interface Storage {
  /**
   * Makes the cells of a sum.
   *
   * @param series the series that they are for
   * @return what the instrument adds to
   */
  SafeAdder adder(StoredSeries series);

  /**
   * Makes the cells of a sum of doubles.
   *
   * @param series the series that they are for
   * @return what the instrument adds to
   */
  CompensatedAdder doubleAdder(StoredSeries series);

  /**
   * Makes the cell of a level.
   *
   * @param series the series that it is for
   * @return what the instrument sets
   */
  GaugeCell gauge(StoredSeries series);

  /**
   * Makes the cell of a maximum.
   *
   * @param series the series that it is for
   * @return what the instrument raises
   */
  PeakCell peak(StoredSeries series);

  /**
   * Makes a source of stripes for a distribution.
   *
   * @param series the series that they are for
   * @return makes a stripe for each writer
   */
  StripeSource stripes(StoredSeries series);

  /**
   * Ends a series that was removed from the registry.
   *
   * @param id its name and tags
   * @param number the number of its end; 0 if it has no last value
   */
  void end(SeriesId id, long number);

  /**
   * Returns whether the last values of removed series are kept for those who read this storage.
   *
   * @return false if {@link #end} does nothing with the number
   */
  boolean keepsEnds();

  /**
   * Returns what counts series and records for which there was no room here.
   *
   * @return empty where there always is
   */
  Optional<SafeAdder> refused();
}
