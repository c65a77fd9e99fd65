package io.tapes.reporters.spectatord;

import io.tapes.DistributionValue;
import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.encoding.AtlasSquares;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.encoding.PercentileBuckets;
import io.tapes.reporters.format.LineSink;
import java.io.IOException;
import java.util.Map;

/**
 * Writes what the agent makes of the single values of a timer or a histogram.
 *
 * @param percentiles whether it writes buckets too
 */
record SpectatordDistributions(boolean percentiles) {
  /** One unit, so that it arrives as a whole or not at all. */
  void write(String id, DistributionValue values, boolean summary, LineSink out)
      throws IOException {
    Distribution news = values.total();
    double unit = values.scale();
    if (news.count() == 0) {
      return;
    }
    boolean timer = values.isDuration();
    StringBuilder lines = new StringBuilder();
    String start = id + ",statistic=";
    lines.append("c:").append(start).append("count:").append(news.count());
    boolean negative = news.minKey() < 0;
    if (!negative && values.sum() <= Double.MAX_VALUE) { // a counter of the agent only goes up
      append(lines, "c:", start + (timer ? "totalTime" : "totalAmount"), values.sum());
      if (!summary) {
        append(lines, "c:", start + "totalOfSquares", AtlasSquares.of(news, values.sum(), unit));
      }
    }
    if (!summary) {
      append(lines, "m:", start + "max", values.max());
    }
    if (percentiles && !summary && !negative && news.table() == BucketTable.LONGS) {
      String bucket = start + "percentile,percentile=" + (timer ? "T" : "D");
      for (Map.Entry<Integer, Long> one : PercentileBuckets.counts(news, timer).entrySet()) {
        lines.append("\nc:").append(bucket);
        lines.append(PercentileBuckets.hex(one.getKey())).append(':').append(one.getValue());
      }
    }
    out.line(lines.toString());
  }

  private static void append(StringBuilder lines, String type, String id, double value) {
    lines.append('\n').append(type).append(id).append(':').append(Numbers.plain(value));
  }
}
