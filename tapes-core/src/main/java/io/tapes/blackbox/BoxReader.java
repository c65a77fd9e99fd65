package io.tapes.blackbox;

import io.tapes.DistributionValue;
import io.tapes.Elapsed;
import io.tapes.EndedSeries;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.recording.GaugeCell;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a process that has ended left in a {@link BlackBox}. Trusts nothing in it. */
final class BoxReader {
  private final ByteBuffer bytes;
  private final int rows;

  BoxReader(ByteBuffer bytes, int rows) {
    this.bytes = bytes;
    this.rows = rows;
  }

  /** All series, and among them the last values of those that were removed. */
  Snapshot read(long first) {
    List<Series> living = new ArrayList<>();
    List<EndedSeries> ended = new ArrayList<>();
    int number = 0;
    for (long at = first; at != 0; at = Sealed.open(BoxBytes.get(bytes, at))) {
      if (++number > bytes.limit() / BoxRoom.LINE) {
        throw new IllegalArgumentException("a list of entries has no end");
      }
      long end = Sealed.open(BoxBytes.get(bytes, at + BoxEntry.ENDED));
      Series series = BoxEntry.isWithdrawn(end) ? null : series(at, number);
      if (series != null && end == 0) {
        living.add(series);
      } else if (series != null) {
        ended.add(new EndedSeries(series, end));
      }
    }
    ended.sort((a, b) -> Long.compare(a.number(), b.number()));
    return Snapshot.of(0, living).withEnded(ended);
  }

  private @Nullable Series series(long entry, int number) {
    requireWhole(entry, number);
    int kind = Math.toIntExact(BoxBytes.get(bytes, entry + BoxEntry.KIND));
    long cell = BoxBytes.get(bytes, entry + BoxEntry.CELL);
    SeriesId id = id(entry);
    BoxDetails details = details(entry);
    MetricInfo info = details.describe(BoxKind.info(id.name(), kind));
    MetricValue value =
        switch (info.kind().shape()) {
          case SUM ->
              info.kind() == MetricKind.DOUBLE_COUNTER
                  ? SumValue.ofDouble(MappedDoubleAdder.read(bytes, cell, rows))
                  : sum(entry, cell);
          case DISTRIBUTION ->
              new DistributionValue(recorder(entry, info.kind().table()), info.kind().scale());
          case LEVEL -> level(cell, info.kind());
        };
    long incarnation = BoxBytes.get(bytes, entry + BoxEntry.INCARNATION);
    return value == null ? null : new Series(id, info, value, incarnation, details.startMillis());
  }

  private SumValue sum(long entry, long cell) {
    long subtracted = BoxBytes.get(bytes, entry + BoxEntry.MORE);
    if (subtracted < 0) {
      throw new IllegalArgumentException("less than nothing was subtracted: " + subtracted);
    }
    return new SumValue(sum(cell) - subtracted, subtracted);
  }

  private Distribution recorder(long entry, BucketTable table) {
    return BoxBlocks.read(bytes, Math.toIntExact(entry + BoxEntry.MORE), table);
  }

  private long sum(long cell) {
    long sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += BoxBytes.get(bytes, cell + (long) row * BoxCells.ROW_BYTES);
    }
    return sum;
  }

  private @Nullable LevelValue level(long cell, MetricKind kind) {
    if (kind == MetricKind.MAX_GAUGE) {
      return MappedPeakCell.read(bytes, cell);
    }
    long bits = BoxBytes.get(bytes, cell) ^ GaugeCell.UNSET;
    long changed = Math.max(0, BoxBytes.get(bytes, cell + Long.BYTES));
    if (bits == GaugeCell.UNSET) {
      return null;
    }
    return kind == MetricKind.AGE_GAUGE
        ? LevelValue.of(Elapsed.since(changed, changed))
        : new LevelValue(Double.longBitsToDouble(bits), changed);
  }

  private void requireWhole(long entry, int number) {
    long lengths = BoxBytes.get(bytes, entry + BoxEntry.LENGTH);
    long details = BoxEntry.detailsLength(lengths);
    long length = BoxEntry.textLength(lengths) + details;
    if (details < 0 || length > bytes.limit() - entry - BoxEntry.TEXT) {
      throw new IllegalArgumentException("a name and details of " + length + " bytes");
    }
    long check = BoxEntry.check(bytes, (int) entry, (int) length, number);
    if (BoxBytes.get(bytes, entry + BoxEntry.CHECK) != check) {
      throw new IllegalArgumentException("the entry " + number + " has the wrong check sum");
    }
  }

  private SeriesId id(long entry) {
    List<String> texts = new ArrayList<>();
    long length = BoxEntry.textLength(BoxBytes.get(bytes, entry + BoxEntry.LENGTH));
    long from = entry + BoxEntry.TEXT;
    ByteBuffer text = bytes.duplicate().position((int) from).limit((int) (from + length));
    while (text.remaining() > 0) {
      texts.add(next(text));
    }
    if (texts.size() % 2 == 0) {
      throw new IllegalArgumentException("a name with a half tag");
    }
    return new SeriesId(
        texts.get(0), Tags.of(texts.subList(1, texts.size()).toArray(new String[0])));
  }

  private BoxDetails details(long entry) {
    long lengths = BoxBytes.get(bytes, entry + BoxEntry.LENGTH);
    int from = (int) (entry + BoxEntry.TEXT + BoxEntry.textLength(lengths));
    int to = from + (int) BoxEntry.detailsLength(lengths);
    return BoxDetails.read(bytes.duplicate().position(from).limit(to).slice());
  }

  private static String next(ByteBuffer text) {
    int length = text.remaining() < 2 ? -1 : text.getChar();
    if (length < 0 || length > text.remaining()) {
      throw new IllegalArgumentException("a name is cut off");
    }
    ByteBuffer part = text.duplicate();
    part.limit(part.position() + length);
    text.position(text.position() + length);
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(part);
      return decoded.toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name is not UTF-8", e);
    }
  }
}
