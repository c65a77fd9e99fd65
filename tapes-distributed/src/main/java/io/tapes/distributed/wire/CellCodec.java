package io.tapes.distributed.wire;

import io.tapes.DistributionValue;
import io.tapes.Elapsed;
import io.tapes.Exemplars;
import io.tapes.LevelValue;
import io.tapes.MetricValue;
import io.tapes.Peaks;
import io.tapes.SumValue;
import io.tapes.distribution.Distribution;
import org.jspecify.annotations.Nullable;

/** Cells as bytes. */
final class CellCodec {
  /*
   * A cell begins with one number: the series id, whether a definition follows, and what its content
   * is: the shape of a value, changed buckets, or an end. The content is told with every cell so that
   * a frame can be read without knowing the definitions that earlier frames carried. The numbers are
   * the format's own: the order of an enum is nothing to build a format on.
   */
  private static final int FIELDS = 0;
  private static final int SUM = 1;
  private static final int LEVEL = 2;
  private static final int DISTRIBUTION = 3;
  private static final int CHANGED = 4;
  private static final int ENDED = 5;
  private static final int DOUBLE_SUM = 6;
  private static final int SIGNED = 7;
  private static final int DEFINED = 8;
  private static final int ID_SHIFT = 4;

  /** 1 said that a counter was ever decremented, and not by how much. */
  private static final int HAS_DECREMENTS = 2;

  private static final int HAS_TIME = 1;
  private static final int HAS_WEIGHT = 2;
  private static final int HAS_CLOCKS = 4;
  private static final int HAS_PEAKS = 8;

  private CellCodec() {}

  /**
   * Writes a cell.
   *
   * @param describes whether a definition says what is said of its metric, too
   */
  static void write(WireWriter out, Cell cell, boolean describes) {
    SeriesDescriptor definition = cell.definition();
    if (cell.isOfExemplars()) {
      out.writeVarint((long) cell.id() << ID_SHIFT | FIELDS);
      DefinitionFields.write(out, cell.exemplars());
      return;
    }
    int content = content(cell);
    int defined = definition == null ? 0 : DEFINED;
    out.writeVarint(((long) cell.id() << ID_SHIFT) | defined | (cell.isEnded() ? ENDED : content));
    if (cell.isEnded()) {
      out.writeVarint(cell.end());
      out.writeByte(content);
    }
    if (definition != null) {
      DefinitionCodec.write(out, definition, describes, cell.exemplars());
    }
    MetricValue value = cell.value();
    if (value != null) {
      value.visit(
          sum -> writeSum(out, sum),
          level -> writeLevel(out, level),
          distribution -> writeDistribution(out, distribution.total(), content, cell.changes()));
    }
  }

  private static void writeDistribution(
      WireWriter out, Distribution total, int content, boolean changes) {
    if (content == SIGNED) {
      SignedCodec.write(out, total, changes);
    } else {
      DistributionCodec.write(out, total);
    }
  }

  private static void writeSum(WireWriter out, SumValue sum) {
    if (!sum.isWhole()) {
      out.writeLong(Double.doubleToRawLongBits(sum.toDouble()));
      return;
    }
    out.writeSigned(sum.value());
    boolean fell = sum.decrements() != 0;
    out.writeByte(fell ? HAS_DECREMENTS : 0);
    if (fell) {
      out.writeSigned(sum.decrements());
    }
  }

  private static int content(Cell cell) {
    MetricValue value = cell.value();
    if (value == null) {
      return ENDED;
    }
    return value.match(
        sum -> sum.isWhole() ? SUM : DOUBLE_SUM,
        level -> LEVEL,
        distribution ->
            SignedCodec.isNeededFor(distribution.total())
                ? SIGNED
                : cell.changes() ? CHANGED : DISTRIBUTION);
  }

  private static void writeLevel(WireWriter out, LevelValue level) {
    if (level.basis() instanceof Elapsed clocks) {
      out.writeByte(HAS_CLOCKS);
      ClocksCodec.write(out, clocks);
      return;
    }
    if (level.basis() instanceof Peaks peaks) {
      out.writeByte(HAS_PEAKS);
      PeaksCodec.write(out, level.value(), peaks);
      return;
    }
    boolean timed = level.changedMillis() != 0;
    boolean weighed = level.weight() != 1;
    out.writeByte((timed ? HAS_TIME : 0) | (weighed ? HAS_WEIGHT : 0));
    out.writeLong(Double.doubleToRawLongBits(level.value()));
    if (timed) {
      out.writeVarint(level.changedMillis());
    }
    if (weighed) {
      out.writeVarint(level.weight());
    }
  }

  static Cell read(WireReader in) throws MalformedFrameException {
    int key = in.readUpTo(Wire.MAX_ID << ID_SHIFT, "cell key");
    int id = key >>> ID_SHIFT;
    boolean defined = (key & DEFINED) != 0;
    if (id >= Wire.MAX_ID) {
      throw new MalformedFrameException("cell key " + key + " has no meaning");
    }
    int content = key & (DEFINED - 1);
    if (content == FIELDS) {
      if (defined) {
        throw unknown(content);
      }
      return Cell.exemplars(id, DefinitionFields.read(in).exemplars());
    }
    boolean ended = content == ENDED;
    long end = ended ? in.readCount() : Cell.LIVES;
    if (ended) {
      content = in.readByte();
      if (content == LEVEL || (end == 0 && content != ENDED)) {
        throw new MalformedFrameException(
            "end " + end + " with a last value of content " + content);
      }
    }
    if (defined && (content == ENDED || content == CHANGED)) {
      throw new MalformedFrameException("a series is defined by content " + content);
    }
    DefinitionCodec.Defined definedSeries = defined ? DefinitionCodec.read(in) : null;
    SeriesDescriptor definition = definedSeries == null ? null : definedSeries.series();
    boolean changes = content == CHANGED;
    if (content == SIGNED) {
      changes = SignedCodec.readChanges(in, defined);
    }
    MetricValue value = content == ENDED ? null : readValue(in, content, changes, definition);
    Exemplars exemplars = definedSeries == null ? Exemplars.none() : definedSeries.exemplars();
    return new Cell(id, definition, value, changes, end, exemplars);
  }

  private static MetricValue readValue(
      WireReader in, int content, boolean changes, @Nullable SeriesDescriptor definition)
      throws MalformedFrameException {
    MetricValue value =
        switch (content) {
          case SUM -> readSum(in);
          case DOUBLE_SUM -> readDoubleSum(in);
          case LEVEL -> readLevel(in);
          case DISTRIBUTION, CHANGED, SIGNED -> readDistribution(in, content, changes, definition);
          default -> throw unknown(content);
        };
    if (definition != null && !definition.kind().canHold(value)) {
      throw new MalformedFrameException(
          definition.kind() + " '" + definition.series().name() + "' cannot hold " + value);
    }
    return value;
  }

  private static MalformedFrameException unknown(int content) {
    return new MalformedFrameException(
        "content " + content + " of a cell is unknown; update the aggregator before its workers");
  }

  private static SumValue readSum(WireReader in) throws MalformedFrameException {
    long value = in.readSigned();
    int has = in.readByte();
    if (has == 0) {
      return new SumValue(value);
    }
    if (has != HAS_DECREMENTS) {
      throw new MalformedFrameException(
          has == 1
              ? "a sum of an earlier release, which does not say how much was subtracted; update the"
                  + " worker"
              : "the flags " + has + " of a sum have no meaning");
    }
    long decrements = in.readSigned();
    if (decrements == 0) {
      throw new MalformedFrameException("a sum with decrements of nothing");
    }
    return new SumValue(value, decrements);
  }

  private static SumValue readDoubleSum(WireReader in) throws MalformedFrameException {
    double sum = in.readPartOfSum();
    if (!(sum >= 0) || Double.isInfinite(sum)) {
      throw new MalformedFrameException("a sum of doubles is " + sum);
    }
    return SumValue.ofDouble(sum);
  }

  private static LevelValue readLevel(WireReader in) throws MalformedFrameException {
    int has = in.readByte();
    if (has == HAS_PEAKS) {
      return PeaksCodec.read(in);
    }
    if (has == HAS_CLOCKS) {
      return LevelValue.of(ClocksCodec.read(in));
    }
    if (has > (HAS_TIME | HAS_WEIGHT)) {
      throw new MalformedFrameException("the flags " + has + " of a level have no meaning");
    }
    double value = Double.longBitsToDouble(in.readLong());
    boolean timed = (has & HAS_TIME) != 0;
    boolean weighed = (has & HAS_WEIGHT) != 0;
    long changedMillis = timed ? in.readCount() : 0;
    long weight = weighed ? in.readCount() : 1;
    if ((timed && changedMillis == 0) || (weighed && weight < 2)) {
      throw new MalformedFrameException("a level of the time or weight that is not written");
    }
    return new LevelValue(value, changedMillis, weight);
  }

  private static DistributionValue readDistribution(
      WireReader in, int content, boolean changes, @Nullable SeriesDescriptor definition)
      throws MalformedFrameException {
    Distribution total = content == SIGNED ? SignedCodec.read(in) : DistributionCodec.read(in);
    if (changes && total.count() == 0) {
      throw new MalformedFrameException("a distribution changed in no bucket");
    }
    return new DistributionValue(total, definition == null ? 1 : definition.kind().scale());
  }
}
