package io.tapes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a {@link BlackBox} says of one series, and where its cells are. Any thread. */
final class BoxEntry {
  /*
   * 0 next entry, 8 kind, 16 its cells, 24 a flag (of a counter: it was decremented) or the first
   * block of a recorder, 32 the length of the text, 40 the series' incarnation, 48 the number of its
   * end, 56 a check sum, 64 the text: name, key, value, key, value … each with its length in two
   * bytes before it. The check sum is of all that is written once, and of the number that the entry
   * has in their order; the next entry, the flag and the end are sealed by themselves.
   */
  static final int KIND = 8;
  static final int CELL = 16;
  static final int FLAG = 24;
  static final int LENGTH = 32;
  static final int INCARNATION = 40;
  static final int ENDED = 48;
  static final int CHECK = 56;
  static final int TEXT = 64;

  static final int COUNTER = 1;
  static final int METER = 2;
  static final int HISTOGRAM = 3;
  static final int TIMER = 4;

  /** Gauges have kinds from here on, in the order of this list. */
  private static final int GAUGE = 16;

  private static final Aggregation[] AGGREGATIONS = {
    Aggregation.ALL,
    Aggregation.LIVE_ALL,
    Aggregation.SUM,
    Aggregation.LIVE_SUM,
    Aggregation.MAX,
    Aggregation.LIVE_MAX,
    Aggregation.MIN,
    Aggregation.LIVE_MIN,
    Aggregation.MOST_RECENT,
    Aggregation.LIVE_MOST_RECENT
  };
  private static final int MAX_TEXT = 0xffff;

  final BoxFile file;
  final int position;
  final int cell;

  BoxEntry(BoxFile file, int position, int cell) {
    this.file = file;
    this.position = position;
    this.cell = cell;
  }

  /** Makes it the entry of nothing. */
  void withdraw() {
    end(Sealed.MAX);
  }

  /** Whether the number of an end says that there is nothing. */
  static boolean isWithdrawn(long end) {
    return end == Sealed.MAX;
  }

  /** The series was removed; its last value is still to be delivered. */
  void end(long number) {
    file.set(position + ENDED, Sealed.of(number));
  }

  long incarnation() {
    return file.get(position + INCARNATION);
  }

  /** Written once: it stays. */
  void flag() {
    file.set(position + FLAG, Sealed.of(1));
  }

  /**
   * Of what an entry says for good.
   *
   * @param text how long its text is
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

  static int kind(MetricType type, Aggregation aggregation) {
    return switch (type) {
      case COUNTER -> COUNTER;
      case METER -> METER;
      case HISTOGRAM -> HISTOGRAM;
      case TIMER -> TIMER;
      case GAUGE -> {
        int i = 0;
        while (AGGREGATIONS[i] != aggregation) {
          i++;
        }
        yield GAUGE + i;
      }
    };
  }

  static Aggregation aggregation(int kind) {
    if (kind < GAUGE || kind >= GAUGE + AGGREGATIONS.length) {
      throw new IllegalArgumentException("a series of the unknown kind " + kind);
    }
    return AGGREGATIONS[kind - GAUGE];
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
