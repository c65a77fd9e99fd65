package io.tapes.reporters.prometheus.parse;

import io.tapes.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/** A summary: how many values there were, their sum, and perhaps some of their quantiles. */
final class SummaryGroup extends SampleGroup {
  private final boolean openMetrics;
  private final Map<String, Double> quantiles = new LinkedHashMap<>();
  private String sum = "";
  private long count = -1;

  SummaryGroup(boolean openMetrics) {
    this.openMetrics = openMetrics;
  }

  @Override
  void add(String suffix, Sample sample, boolean later) throws Malformed {
    switch (suffix) {
      case "_sum" -> {
        if (!sum.isEmpty() && !later) {
          throw twice(sample);
        }
        sum = number(sample.number());
      }
      case "_count" -> {
        if (count >= 0 && !later) {
          throw twice(sample);
        }
        count = Decimals.count(sample.number());
      }
      default -> quantile(sample, later);
    }
  }

  private void quantile(Sample sample, boolean later) throws Malformed {
    String quantile = sample.label("quantile");
    double rank = Decimals.number(quantile);
    if (!(rank >= 0 && rank <= 1)) {
      throw new Malformed("the quantile " + Malformed.shown(quantile) + " is not from 0 to 1");
    }
    double value = Decimals.number(sample.number());
    if (openMetrics && value < 0) {
      throw new Malformed("the quantile " + sample.number() + " is negative; sums would fall");
    }
    if (quantiles.put(quantile, value) != null && !later) {
      throw twice(sample);
    }
  }

  /** The text format has summaries of what may be negative. */
  private String number(String text) throws Malformed {
    Decimals.number(text);
    return openMetrics ? requireCount(text) : text;
  }

  @Override
  boolean isComplete() {
    return !sum.isEmpty() && count >= 0;
  }

  @Override
  void end(SeriesMaker maker, Tags tags) throws Malformed {
    if (count >= 0) {
      maker.summary(tags, count, Decimals.total(sum.isEmpty() ? "0" : sum), startMillis());
    } else if (!sum.isEmpty()) {
      throw new Malformed("a summary has a _sum and no _count; write both");
    }
    for (Map.Entry<String, Double> quantile : quantiles.entrySet()) {
      maker.quantile(tags, quantile.getKey(), quantile.getValue());
    }
  }
}
