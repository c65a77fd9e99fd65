package io.tapes.distributed.wire;

import io.tapes.Aggregation;
import io.tapes.Buckets;
import io.tapes.Distribution;
import io.tapes.MetricType;
import io.tapes.SeriesId;
import io.tapes.Tags;
import org.jspecify.annotations.Nullable;

/** Cells as bytes. */
final class CellCodec {
  /*
   * A cell begins with one number: the series id, whether a definition follows, and the kind of
   * the value. The kind is repeated with every value so that a frame can be read without knowing
   * the definitions that earlier frames carried. Kinds and aggregations have numbers of their own:
   * the order of an enum is nothing to build a format on.
   */
  private static final int COUNTER = 0;
  private static final int GAUGE = 1;
  private static final int METER = 2;
  private static final int HISTOGRAM = 3;
  private static final int TIMER = 4;
  private static final int ENDED = 5;
  private static final int STAMPED_GAUGE = 6;
  private static final int CHANGED = 7;
  private static final int DEFINED = 8;
  private static final int ID_SHIFT = 4;

  private CellCodec() {}

  static void write(WireWriter out, Cell cell) {
    SeriesDescriptor definition = cell.definition();
    CellValue value = cell.value();
    int kind = kind(value);
    out.writeVarint(((long) cell.id() << ID_SHIFT) | (definition == null ? 0 : DEFINED) | kind);
    if (value instanceof CellValue.Ended ended) {
      value = ended.last();
      out.writeVarint(ended.number());
      out.writeByte(value == null ? ENDED : kind(value));
    }
    if (definition != null) {
      writeDefinition(out, definition);
    }
    if (value != null) {
      writeValue(out, value);
    }
  }

  private static int kind(CellValue value) {
    if (value instanceof CellValue.Counter) {
      return COUNTER;
    }
    if (value instanceof CellValue.Gauge gauge) {
      return gauge.changedMillis() == 0 ? GAUGE : STAMPED_GAUGE;
    }
    if (value instanceof CellValue.Meter) {
      return METER;
    }
    if (value instanceof CellValue.Histogram) {
      return HISTOGRAM;
    }
    if (value instanceof CellValue.Timer) {
      return TIMER;
    }
    return value instanceof CellValue.Changed ? CHANGED : ENDED;
  }

  private static void writeDefinition(WireWriter out, SeriesDescriptor definition) {
    out.writeString(definition.series().name());
    Tags tags = definition.series().tags();
    out.writeVarint(tags.size());
    for (int i = 0; i < tags.size(); i++) {
      out.writeString(tags.key(i));
      out.writeString(tags.value(i));
    }
    if (definition.type() == MetricType.GAUGE) {
      out.writeByte(code(definition.aggregation()));
    }
    out.writeLong(definition.incarnation());
  }

  private static void writeValue(WireWriter out, CellValue value) {
    if (value instanceof CellValue.Counter counter) {
      out.writeSigned(counter.value());
      out.writeByte(counter.decremented() ? 1 : 0);
    } else if (value instanceof CellValue.Gauge gauge) {
      out.writeLong(Double.doubleToRawLongBits(gauge.value()));
      if (gauge.changedMillis() != 0) {
        out.writeVarint(gauge.changedMillis());
      }
    } else if (value instanceof CellValue.Meter meter) {
      out.writeVarint(meter.count());
    } else if (value instanceof CellValue.Histogram histogram) {
      writeDistribution(out, histogram.total());
    } else if (value instanceof CellValue.Timer timer) {
      writeDistribution(out, timer.total());
    } else if (value instanceof CellValue.Changed changed) {
      writeDistribution(out, changed.changes());
    }
  }

  private static void writeDistribution(WireWriter out, Distribution d) {
    out.writeVarint(d.bucketCount());
    if (d.bucketCount() == 0) {
      return;
    }
    out.writeVarint(d.sum());
    out.writeVarint(d.min());
    out.writeVarint(d.max() - d.min());
    int next = 0;
    for (int i = 0; i < d.bucketCount(); i++) {
      out.writeVarint(d.bucketIndex(i) - next);
      out.writeVarint(d.bucketValues(i) - 1);
      next = d.bucketIndex(i) + 1;
    }
  }

  static Cell read(WireReader in) throws MalformedFrameException {
    int key = in.readUpTo(Wire.MAX_ID << ID_SHIFT, "cell key");
    int id = key >>> ID_SHIFT;
    int kind = key & (DEFINED - 1);
    boolean defined = (key & DEFINED) != 0;
    if (id >= Wire.MAX_ID) {
      throw new MalformedFrameException("cell key " + key + " has no meaning");
    }
    if (kind == ENDED) {
      return readEnded(in, id, defined);
    }
    SeriesDescriptor definition = readDefinition(in, defined, kind);
    return new Cell(id, definition, readValue(in, kind));
  }

  private static Cell readEnded(WireReader in, int id, boolean defined)
      throws MalformedFrameException {
    long number = in.readCount();
    int kind = in.readByte();
    boolean counted = kind == COUNTER || kind == METER || kind == HISTOGRAM || kind == TIMER;
    if ((!counted && kind != CHANGED && kind != ENDED) || (number == 0 && kind != ENDED)) {
      throw new MalformedFrameException("end " + number + " with a last value of kind " + kind);
    }
    SeriesDescriptor definition = readDefinition(in, defined, kind);
    return new Cell(
        id, definition, new CellValue.Ended(number, kind == ENDED ? null : readValue(in, kind)));
  }

  private static MetricType typeOf(int kind) {
    return switch (kind) {
      case COUNTER -> MetricType.COUNTER;
      case GAUGE, STAMPED_GAUGE -> MetricType.GAUGE;
      case METER -> MetricType.METER;
      case HISTOGRAM -> MetricType.HISTOGRAM;
      default -> MetricType.TIMER;
    };
  }

  private static @Nullable SeriesDescriptor readDefinition(WireReader in, boolean defined, int kind)
      throws MalformedFrameException {
    if (!defined) {
      return null;
    }
    if (kind == ENDED || kind == CHANGED) {
      throw new MalformedFrameException("a series is defined by kind " + kind);
    }
    MetricType type = typeOf(kind);
    String name = in.readString();
    // A key and a value take two bytes at least, so the count cannot make the array too large.
    int tags = in.readUpTo(in.remaining() / 2, "number of tags");
    String[] pairs = new String[2 * tags];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = in.readString();
    }
    Aggregation aggregation =
        type == MetricType.GAUGE ? aggregation(in.readByte()) : Aggregation.LIVE_SUM;
    long incarnation = in.readLong();
    for (int i = 2; i < pairs.length; i += 2) {
      if (pairs[i].compareTo(pairs[i - 2]) <= 0) {
        throw new MalformedFrameException("the tags of '" + name + "' are not in order");
      }
    }
    try {
      SeriesId id = new SeriesId(name, Tags.of(pairs));
      if (id.length() > SeriesId.MAX_LENGTH) {
        throw new MalformedFrameException(
            "a name and its tags have " + id.length() + " characters");
      }
      return new SeriesDescriptor(id, type, aggregation, incarnation);
    } catch (IllegalArgumentException e) {
      throw new MalformedFrameException(String.valueOf(e.getMessage()));
    }
  }

  private static CellValue readValue(WireReader in, int kind) throws MalformedFrameException {
    return switch (kind) {
      case COUNTER -> {
        long value = in.readSigned();
        yield new CellValue.Counter(value, in.readFlag("decremented"));
      }
      case GAUGE -> new CellValue.Gauge(Double.longBitsToDouble(in.readLong()));
      case STAMPED_GAUGE -> {
        double value = Double.longBitsToDouble(in.readLong());
        long changedMillis = in.readCount();
        if (changedMillis == 0) {
          throw new MalformedFrameException("a gauge was set at the time 0");
        }
        yield new CellValue.Gauge(value, changedMillis);
      }
      case METER -> new CellValue.Meter(in.readCount());
      case HISTOGRAM -> new CellValue.Histogram(readDistribution(in));
      case TIMER -> new CellValue.Timer(readDistribution(in));
      default -> {
        Distribution changes = readDistribution(in);
        if (changes.count() == 0) {
          throw new MalformedFrameException("a distribution changed in no bucket");
        }
        yield new CellValue.Changed(changes);
      }
    };
  }

  private static Distribution readDistribution(WireReader in) throws MalformedFrameException {
    // A bucket takes two bytes at least.
    int n = in.readUpTo(Math.min(Buckets.COUNT, in.remaining() / 2), "number of buckets");
    if (n == 0) {
      return Distribution.empty();
    }
    long sum = in.readVarint();
    long min = in.readCount();
    long max = min + in.readCount();
    int[] indices = new int[n];
    long[] counts = new long[n];
    int next = 0;
    for (int i = 0; i < n; i++) {
      indices[i] = next + in.readUpTo(Buckets.COUNT, "bucket gap");
      counts[i] = in.readCount() + 1;
      next = indices[i] + 1;
    }
    try {
      return Distribution.of(indices, counts, sum, min, max);
    } catch (IllegalArgumentException e) {
      throw new MalformedFrameException(String.valueOf(e.getMessage()));
    }
  }

  private static int code(Aggregation aggregation) {
    return switch (aggregation) {
      case SUM -> 1;
      case LIVE_SUM -> 2;
      case MAX -> 3;
      case LIVE_MAX -> 4;
      case MIN -> 5;
      case LIVE_MIN -> 6;
      case ALL -> 7;
      case LIVE_ALL -> 8;
      case MOST_RECENT -> 9;
      case LIVE_MOST_RECENT -> 10;
    };
  }

  private static Aggregation aggregation(int code) throws MalformedFrameException {
    for (Aggregation aggregation : Aggregation.values()) {
      if (code(aggregation) == code) {
        return aggregation;
      }
    }
    throw new MalformedFrameException("aggregation " + code + " is unknown");
  }
}
