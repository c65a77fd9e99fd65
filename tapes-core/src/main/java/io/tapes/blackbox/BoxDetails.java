package io.tapes.blackbox;

import io.tapes.MetricInfo;
import io.tapes.StoredSeries;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What an entry of a {@link BlackBox} says beside what its series is. */
final class BoxDetails {
  /*
   * Fields behind the text of an entry: a byte that says what it is, its length in four bytes, and
   * its bytes. Who does not know a field skips it, so that a later release may add some; no number is
   * ever used for something else. What describes a metric stands in one entry of its name: thousands
   * of series with one sentence must not fill the file.
   */
  private static final int HEAD = 1 + Integer.BYTES;
  private static final int START = 1;
  private static final int UNIT = 2;
  private static final int DESCRIPTION = 3;
  private static final int BOUNDS = 4;

  private long startMillis;
  private String unit = "";
  private String description = "";
  private final List<Double> bounds = new ArrayList<>(0);

  private BoxDetails() {}

  /**
   * The details of a series as bytes.
   *
   * @param describes whether they say what is said of its metric, too
   */
  static byte[] bytes(StoredSeries series, boolean describes) {
    MetricInfo info = series.info();
    byte[] unit = utf8(describes && !info.unit().equals(info.kind().unit()) ? info.unit() : "");
    byte[] text = utf8(describes ? info.description() : "");
    List<Double> cuts = describes ? info.bounds() : List.of();
    ByteBuffer out =
        ByteBuffer.allocate(
                4 * HEAD + Long.BYTES + unit.length + text.length + Double.BYTES * cuts.size())
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) START).putInt(Long.BYTES).putLong(series.startMillis());
    put(out, UNIT, unit);
    put(out, DESCRIPTION, text);
    if (!cuts.isEmpty()) {
      out.put((byte) BOUNDS).putInt(Double.BYTES * cuts.size());
      cuts.forEach(out::putDouble);
    }
    byte[] all = new byte[out.position()];
    out.flip().get(all);
    return all;
  }

  /** Whether there is anything to say of the metric. */
  static boolean isDescribed(MetricInfo info) {
    return !info.description().isEmpty()
        || !info.bounds().isEmpty()
        || !info.unit().equals(info.kind().unit());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ByteBuffer out, int field, byte[] text) {
    if (text.length > 0) {
      out.put((byte) field).putInt(text.length).put(text);
    }
  }

  /** Reads all that there is; throws an {@link IllegalArgumentException} if that is cut off. */
  static BoxDetails read(ByteBuffer in) {
    BoxDetails read = new BoxDetails();
    in.order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int field = in.remaining() < HEAD ? -1 : in.get();
      int length = field < 0 ? -1 : in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw new IllegalArgumentException("the details of a series are cut off");
      }
      ByteBuffer value = in.slice().limit(length).order(ByteOrder.LITTLE_ENDIAN);
      in.position(in.position() + length);
      read.take(field, value);
    }
    return read;
  }

  private void take(int field, ByteBuffer value) {
    if (field == START && value.remaining() == Long.BYTES) {
      startMillis = Math.max(0, value.getLong());
    } else if (field == UNIT) {
      unit = StandardCharsets.UTF_8.decode(value).toString();
    } else if (field == DESCRIPTION) {
      description = StandardCharsets.UTF_8.decode(value).toString();
    } else if (field == BOUNDS) {
      while (value.remaining() >= Double.BYTES) {
        bounds.add(value.getDouble());
      }
    }
  }

  /** Since when the series counts, 0 where that is not said. */
  long startMillis() {
    return startMillis;
  }

  /** What is said of a metric, with what is said here. */
  MetricInfo describe(MetricInfo info) {
    return info.described(unit, description, bounds);
  }
}
