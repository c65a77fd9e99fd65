package io.tapes.blackbox;

import io.tapes.MetricInfo;
import io.tapes.SeriesId;
import io.tapes.StoredSeries;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A series of a {@link BlackBox}, and what a file says of it. Any thread, where not said else. */
final class BoxEntry {
  /*
   * 0 next entry, 8 kind, 16 its cells, 24 what was subtracted from a counter, or the first block of
   * a recorder, 32 the length of the text, and above 32 bits that of the details, 40 the series'
   * incarnation, 48 the number of its end, 56 a check sum, 64 the text: name, key, value, key, value …
   * each with its length in two bytes before it, and the details. The check sum is of all that is written once, and of the number that the entry has in their
   * order; the next entry and the end are sealed by themselves. What was subtracted is as bare as
   * the cells are.
   *
   * An entry that is withdrawn says nothing, whatever stands in it, so its place can be written for
   * another series before its end is taken back: with that store the file has the new series.
   */
  static final int KIND = 8;
  static final int CELL = 16;
  static final int MORE = 24;
  static final int LENGTH = 32;
  static final int INCARNATION = 40;
  static final int ENDED = 48;
  static final int CHECK = 56;
  static final int TEXT = 64;

  private static final int MAX_TEXT = 0xffff;
  private static final int DETAILS_SHIFT = 32;
  private static final AtomicLongFieldUpdater<BoxEntry> SUBTRACTED =
      AtomicLongFieldUpdater.newUpdater(BoxEntry.class, "subtracted");

  /**
   * Where an entry is.
   *
   * @param position of its first byte
   * @param bytes how long it may become
   * @param number which one it is in the order of the file, from 1
   * @param cell where the cells are
   */
  record Spot(BoxSpace content, int position, int bytes, int number, int cell) {
    Spot with(int newCell) {
      return new Spot(content, position, bytes, number, newCell);
    }
  }

  final SeriesId id;
  final StoredSeries series;
  final Boxed storage;

  /** Null while the file has no room for it. */
  private volatile @Nullable Spot spot;

  /** The highest that was told. */
  private volatile long subtracted;

  /** The number of its end, 0 before; with this and the next one under the box's lock. */
  private long end;

  /** The beat in which it was last moved, or in which it was removed. */
  long beat;

  BoxEntry(StoredSeries series, Boxed storage) {
    this.id = series.id();
    this.series = series;
    this.storage = storage;
  }

  boolean isInFile() {
    return spot != null;
  }

  Spot spot() {
    return Objects.requireNonNull(spot, "a series that is in no file");
  }

  /**
   * Keeps how much was subtracted from a counter. When this returns the file has that much or more:
   * who tells late of less changes nothing.
   *
   * @param all so far, which never falls
   */
  void subtracted(long all) {
    long known = subtracted;
    while (known < all && !SUBTRACTED.compareAndSet(this, known, all)) {
      known = subtracted;
    }
    copySubtracted();
  }

  private void copySubtracted() {
    Spot to = spot;
    if (to != null) {
      to.content.file().raise(to.position + MORE, subtracted);
    }
  }

  /** Writes all of it, with cells that are made already; a reader of the file finds it then. */
  void write(Spot to, byte[] text, byte[] details) {
    MappedFile file = to.content.file();
    MetricInfo info = series.info();
    file.set(to.position + KIND, BoxKind.of(info.kind(), info.aggregation()));
    file.set(to.position + CELL, to.cell);
    file.set(to.position + MORE, 0);
    file.set(to.position + LENGTH, text.length | (long) details.length << DETAILS_SHIFT);
    file.set(to.position + INCARNATION, series.incarnation());
    file.put(to.position + TEXT, text);
    file.put(to.position + TEXT + text.length, details);
    file.set(
        to.position + CHECK,
        check(file.bytes, to.position, text.length + details.length, to.number));
    storage.move(to.content, to.cell, to.position);
    spot = to;
    if (subtracted != 0) {
      copySubtracted(); // who subtracted meanwhile has seen the one or is seen here
    }
    file.set(to.position + ENDED, end == 0 ? 0 : Sealed.of(end));
  }

  /** It is in no file any more. */
  void forgetSpot() {
    spot = null;
  }

  /** The series was removed; its last value is still to be delivered. */
  void end(long number) {
    end = number;
    Spot in = spot;
    if (in != null) {
      in.content.file().set(in.position + ENDED, Sealed.of(number));
    }
  }

  long endNumber() {
    return end;
  }

  /** Makes it the entry of nothing. */
  void withdraw() {
    end(Sealed.MAX);
  }

  /** Whether the number of an end says that there is nothing. */
  static boolean isWithdrawn(long end) {
    return end == Sealed.MAX;
  }

  /** How long the text of an entry is. */
  static long textLength(long lengths) {
    return lengths & (1L << DETAILS_SHIFT) - 1;
  }

  /** How long its details are; below 0 if the lengths are none. */
  static long detailsLength(long lengths) {
    return lengths >> DETAILS_SHIFT;
  }

  /**
   * Of what an entry says for good.
   *
   * @param text how long its text and its details are
   * @param number which entry of the file it is, from 1
   */
  static long check(ByteBuffer file, int entry, int text, int number) {
    return new BoxCheck(file)
        .with(entry + KIND, CELL + Long.BYTES - KIND)
        .with(entry + LENGTH, INCARNATION + Long.BYTES - LENGTH)
        .with(entry + TEXT, text)
        .with(number)
        .value();
  }

  /** The text of a series, null if it is too long to stand there. */
  static byte @Nullable [] text(SeriesId id) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    boolean fits = add(text, id.name());
    for (int i = 0; fits && i < id.tags().size(); i++) {
      fits = add(text, id.tags().key(i)) && add(text, id.tags().value(i));
    }
    return fits ? text.toByteArray() : null;
  }

  private static boolean add(ByteArrayOutputStream text, String part) {
    byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
    text.write(utf8.length >>> 8);
    text.write(utf8.length);
    text.writeBytes(utf8);
    return text.size() <= MAX_TEXT;
  }
}
