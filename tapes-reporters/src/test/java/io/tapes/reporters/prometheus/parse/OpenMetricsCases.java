package io.tapes.reporters.prometheus.parse;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What OpenMetrics allows, and what it does not. */
final class OpenMetricsCases {
  private OpenMetricsCases() {}

  private static String labels(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "l" + i + "=\"x\"")
        .collect(Collectors.joining(","));
  }

  static final List<String> VALID =
      List.of(
          "# EOF\n",
          "# EOF",
          "a 1\n# EOF\n",
          "a{} 1\n# EOF\n",
          "a -1.5e+3\n# EOF\n",
          "a .5\n# EOF\n",
          "a 5.\n# EOF\n",
          "a NaN\n# EOF\n",
          "a +Inf\n# EOF\n",
          "a -Inf\n# EOF\n",
          "a:b 1\n# EOF\n",
          "a 1 1.5\n# EOF\n",
          "a 1 -1\n# EOF\n",
          "# TYPE a unknown\na 1\n# EOF\n",
          "# TYPE a gauge\n# EOF\n",
          "# HELP a text\n# EOF\n",
          "# TYPE a gauge\n# HELP a \na 1\n# EOF\n",
          "# HELP a \\\\ \\n \\\" \\q\n# TYPE a gauge\na 1\n# EOF\n",
          "# TYPE a_seconds gauge\n# UNIT a_seconds seconds\na_seconds 1\n# EOF\n",
          "# TYPE a gauge\na{x=\"\",y=\"{,}=\\\"\\\\\\n\"} 1\n# EOF\n",
          "# TYPE a gauge\na{x=\"\u65e5\ud83d\ude00\"} 1\n# EOF\n",
          "# TYPE a gauge\na{x=\"1\"} 1\na{x=\"2\"} 2\n# EOF\n",
          "# TYPE a gauge\na 1 1\na 2 2\n# EOF\n",
          "# TYPE a counter\na_total 1\n# EOF\n",
          "# TYPE a counter\na_total 1.5\na_created 1520872607.123\n# EOF\n",
          "# TYPE a counter\na_created 1\na_total 1\n# EOF\n",
          "# TYPE a counter\na_total 9007199254740993\n# EOF\n",
          "# TYPE a counter\na_total 1 # {trace=\"x\"} 1\n# EOF\n",
          "# TYPE a counter\na_total 1 # {} 1 2.5\n# EOF\n",
          "# TYPE a counter\na_total 1 3 # {trace=\"x\"} 1 2\n# EOF\n",
          "# TYPE a summary\na_count 1\na_sum 2\n# EOF\n",
          "# TYPE a summary\na_count 1\n# EOF\n",
          "# TYPE a summary\na{quantile=\"0\"} 1\na{quantile=\"0.5\"} NaN\na{quantile=\"1\"} 3\n# EOF\n",
          "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\n# EOF\n",
          "# TYPE a histogram\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 3\na_count 3\na_sum 2\n# EOF\n",
          "# TYPE a histogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"+Inf\"} 3\n# EOF\n",
          "# TYPE a histogram\na_bucket{le=\"1.0\"} 4 # {a=\"b\"} 0.5\na_bucket{le=\"+Inf\"} 4\na_count 4\na_sum 2\na_created 3\n# EOF\n",
          "# TYPE a histogram\na_bucket{x=\"1\",le=\"+Inf\"} 0\na_bucket{x=\"2\",le=\"+Inf\"} 0\n# EOF\n",
          "# TYPE a gaugehistogram\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 3\na_gcount 3\na_gsum 2\n# EOF\n",
          "# TYPE a gaugehistogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"+Inf\"} 3\na_gcount 3\na_gsum -5\n# EOF\n",
          "# TYPE a info\na_info{x=\"1\"} 1\n# EOF\n",
          "# TYPE a stateset\na{a=\"on\"} 1\na{a=\"off\"} 0\n# EOF\n",
          "# TYPE a stateset\na{a=\"on\",x=\"1\"} 1.0\na{a=\"off\",x=\"1\"} 0\n# EOF\n",
          "# TYPE a counter\n# TYPE b gauge\nb 1\n# EOF\n");

  /**
   * Python's parser takes some that the specification does not: digits of other scripts, a series
   * twice, times before 1970 and those of nothing, and a quotation mark that is never closed.
   */
  static final List<Case> INVALID =
      List.of(
          // The page as a whole.
          Case.of(1, "without '# EOF'", ""),
          Case.of(1, "without '# EOF'", "a 1\n"),
          Case.of(2, "behind '# EOF'", "# EOF\na 1\n"),
          Case.of(2, "behind '# EOF'", "# EOF\n# EOF\n"),
          Case.of(1, "empty line", "\n# EOF\n"),
          Case.of(2, "empty line", "a 1\n\n# EOF\n"),
          Case.of(1, "is not a number", "a 1\r\n# EOF\n"),
          // Comments.
          Case.of(1, "comment that is none", "# a comment\n# EOF\n"),
          Case.of(1, "comment that is none", "#TYPE a gauge\n# EOF\n"),
          Case.of(1, "comment that is none", "# type a gauge\n# EOF\n"),
          Case.of(1, "comment that is none", "#\n# EOF\n"),
          Case.of(1, "comment that is none", "# EOF \n"),
          Case.of(1, "needs the name", "# TYPE\n# EOF\n"),
          Case.of(1, "needs the name", "# TYPE a\n# EOF\n"),
          Case.of(1, "needs the name", "# HELP a\n# EOF\n"),
          Case.of(1, "needs the name", "# UNIT a\n# EOF\n"),
          Case.of(1, "needs the name", "# HELP 0a text\n# EOF\n"),
          Case.of(1, "needs the name", "# TYPE a-b gauge\n# EOF\n"),
          Case.of(1, "no type 'meter'", "# TYPE a meter\n# EOF\n"),
          Case.of(1, "no type 'untyped'", "# TYPE a untyped\n# EOF\n"),
          Case.of(1, "no type 'Gauge'", "# TYPE a Gauge\n# EOF\n"),
          Case.of(1, "no type 'gauge '", "# TYPE a gauge \n# EOF\n"),
          Case.of(1, "needs the name", "# TYPE  a gauge\n# EOF\n"),
          Case.of(2, "TYPE of 'a' stands twice", "# TYPE a gauge\n# TYPE a gauge\n# EOF\n"),
          Case.of(2, "HELP of 'a' stands twice", "# HELP a x\n# HELP a y\n# EOF\n"),
          Case.of(2, "UNIT of 'a_s' stands twice", "# UNIT a_s s\n# UNIT a_s s\n# EOF\n"),
          Case.of(2, "comes after its samples", "a 1\n# TYPE a gauge\n# EOF\n"),
          Case.of(2, "comes after its samples", "a 1\n# HELP a x\n# EOF\n"),
          Case.of(3, "was there already", "a 1\nb 1\n# HELP a x\n# EOF\n"),
          Case.of(3, "was there already", "a 1\nb 1\na 2\n# EOF\n"),
          Case.of(
              3, "was there already", "# TYPE a gauge\n# TYPE b gauge\n# TYPE a gauge\n# EOF\n"),
          Case.of(3, "does not end in its unit", "# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n"),
          Case.of(
              3,
              "does not end in its unit",
              "# TYPE aseconds gauge\n# UNIT aseconds seconds\naseconds 1\n# EOF\n"),
          Case.of(3, "cannot have a unit", "# TYPE a_s info\n# UNIT a_s s\na_s_info 1\n# EOF\n"),
          Case.of(
              3,
              "cannot have a unit",
              "# TYPE a_s stateset\n# UNIT a_s s\na_s{a_s=\"x\"} 1\n# EOF\n"),
          // Names that one family claims for its samples.
          Case.of(
              4,
              "name of another one's sample",
              "# TYPE a counter\na_total 1\n# TYPE b gauge\n# TYPE a_total gauge\n# EOF\n"),
          Case.of(
              4,
              "is that of another metric",
              "# TYPE a_total gauge\na_total 1\n# TYPE a counter\n# EOF\n"),
          Case.of(
              3,
              "name of another one's sample",
              "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\n# TYPE a_sum gauge\n# EOF\n"),
          Case.of(
              3, "is that of another metric", "# TYPE a_count gauge\n# TYPE a summary\n# EOF\n"),
          // Lines.
          Case.of(1, "expected one space", "a\n# EOF\n"),
          Case.of(1, "expected a number", "a \n# EOF\n"),
          Case.of(1, "expected", "a  1\n# EOF\n"),
          Case.of(1, "expected", " a 1\n# EOF\n"),
          Case.of(1, "expected", "a 1 \n# EOF\n"),
          Case.of(1, "expected", "a\t1\n# EOF\n"),
          Case.of(1, "is not a number", "a {x=\"1\"} 1\n# EOF\n"),
          Case.of(1, "expected", "a{x=\"1\"}1\n# EOF\n"),
          Case.of(1, "expected", "a{x=\"1\"}  1\n# EOF\n"),
          Case.of(1, "expected", "a{x=\"1\",} 1\n# EOF\n"),
          Case.of(1, "expected", "a{,} 1\n# EOF\n"),
          Case.of(1, "expected", "a{x=\"1\"y=\"2\"} 1\n# EOF\n"),
          Case.of(1, "expected", "a{x=\"1\", y=\"2\"} 1\n# EOF\n"),
          Case.of(1, "expected", "a{x =\"1\"} 1\n# EOF\n"),
          Case.of(1, "expected", "a{x= \"1\"} 1\n# EOF\n"),
          Case.of(1, "expected", "a{ x=\"1\"} 1\n# EOF\n"),
          Case.of(1, "expected", "a{x=1} 1\n# EOF\n"),
          Case.of(1, "expected", "a{x='1'} 1\n# EOF\n"),
          Case.of(1, "expected", "a{x} 1\n# EOF\n"),
          Case.of(1, "expected", "a{x=\"1\" 1\n# EOF\n"),
          Case.of(1, "expected", "a{x=\"1 1\n# EOF\n"),
          Case.ours(1, "expected", "a{x=\"1\\\"} 1\n# EOF\n"),
          Case.of(1, "expected", "a{1=\"1\"} 1\n# EOF\n"),
          Case.of(1, "expected", "a{x:y=\"1\"} 1\n# EOF\n"),
          Case.of(1, "stands twice", "a{x=\"1\",x=\"2\"} 1\n# EOF\n"),
          Case.of(1, "expected the name of a metric", "{x=\"1\"} 1\n# EOF\n"),
          Case.of(1, "expected", "0a 1\n# EOF\n"),
          Case.of(1, "expected", "a.b 1\n# EOF\n"),
          Case.of(1, "expected", "a\u00e9 1\n# EOF\n"),
          // Python's parser takes it for a label.
          Case.ours(1, "reserved", "a{__name__=\"b\"} 1\n# EOF\n"),
          // Numbers.
          Case.of(1, "is not a number", "a x\n# EOF\n"),
          Case.of(1, "is not a number", "a 0x1p3\n# EOF\n"),
          Case.of(1, "is not a number", "a 1_000\n# EOF\n"),
          Case.of(1, "is not a number", "a 1,5\n# EOF\n"),
          Case.of(1, "is not a number", "a 1e\n# EOF\n"),
          Case.of(1, "is not a number", "a 1d\n# EOF\n"),
          Case.of(1, "is not a number", "a .\n# EOF\n"),
          Case.of(1, "is not a number", "a --1\n# EOF\n"),
          Case.ours(1, "is not a number", "a \u0661\n# EOF\n"),
          Case.ours(1, "more than", "a " + "1".repeat(2_000) + "\n# EOF\n"),
          Case.of(1, "is no time", "a 1 NaN\n# EOF\n"),
          Case.of(1, "is no time", "a 1 +Inf\n# EOF\n"),
          Case.of(1, "is not a number", "a 1 x\n# EOF\n"),
          Case.of(1, "expected", "a 1 1 1\n# EOF\n"),
          // Series.
          Case.ours(3, "stands twice", "# TYPE a gauge\na 1\na 2\n# EOF\n"),
          Case.of(
              3, "times of the samples of a series fall", "# TYPE a gauge\na 1 2\na 2 1\n# EOF\n"),
          Case.of(3, "some have none", "# TYPE a gauge\na 1 1\na 2\n# EOF\n"),
          Case.of(3, "some have none", "# TYPE a gauge\na 1\na 2 2\n# EOF\n"),
          Case.of(2, "no sample of a counter", "# TYPE a counter\na 1\n# EOF\n"),
          Case.of(2, "no sample of a info", "# TYPE a info\na 1\n# EOF\n"),
          Case.of(2, "no sample of a histogram", "# TYPE a histogram\na 1\n# EOF\n"),
          Case.of(2, "is no count", "# TYPE a counter\na_total -1\n# EOF\n"),
          Case.of(2, "is no count", "# TYPE a counter\na_total NaN\n# EOF\n"),
          Case.ours(3, "stands twice", "# TYPE a counter\na_total 1\na_total 1\n# EOF\n"),
          Case.ours(2, "without a _total", "# TYPE a counter\na_created 1\n# EOF\n"),
          Case.ours(2, "is no time", "# TYPE a counter\na_created -1\n# EOF\n"),
          Case.ours(2, "is no time", "# TYPE a counter\na_created NaN\n# EOF\n"),
          Case.of(2, "an info is 1", "# TYPE a info\na_info{x=\"1\"} 2\n# EOF\n"),
          Case.of(2, "an info is 1", "# TYPE a info\na_info{x=\"1\"} 0\n# EOF\n"),
          Case.of(2, "0 or 1", "# TYPE a stateset\na{a=\"x\"} 2\n# EOF\n"),
          Case.of(2, "no label 'a'", "# TYPE a stateset\na 1\n# EOF\n"),
          Case.of(2, "no label 'quantile'", "# TYPE a summary\na 0\n# EOF\n"),
          Case.of(2, "not from 0 to 1", "# TYPE a summary\na{quantile=\"1.5\"} 0\n# EOF\n"),
          Case.of(2, "not from 0 to 1", "# TYPE a summary\na{quantile=\"-1\"} 0\n# EOF\n"),
          Case.of(2, "not from 0 to 1", "# TYPE a summary\na{quantile=\"NaN\"} 0\n# EOF\n"),
          Case.of(2, "is not a number", "# TYPE a summary\na{quantile=\"x\"} 0\n# EOF\n"),
          Case.of(2, "is negative", "# TYPE a summary\na{quantile=\"0.5\"} -1\n# EOF\n"),
          Case.of(2, "is no count", "# TYPE a summary\na_sum -1\n# EOF\n"),
          Case.of(2, "is no count", "# TYPE a summary\na_sum NaN\n# EOF\n"),
          Case.of(2, "not a whole number", "# TYPE a summary\na_count 0.5\n# EOF\n"),
          Case.of(2, "not a whole number", "# TYPE a summary\na_count NaN\n# EOF\n"),
          Case.of(2, "not a whole number", "# TYPE a summary\na_count -1\n# EOF\n"),
          // Nothing says of how many the sum is; Python's parser takes it.
          Case.ours(2, "no _count", "# TYPE a summary\na_sum 1\n# EOF\n"),
          Case.of(2, "no label 'le'", "# TYPE a histogram\na_bucket 0\n# EOF\n"),
          Case.of(2, "is not a number", "# TYPE a histogram\na_bucket{le=\"x\"} 0\n# EOF\n"),
          Case.of(2, "is not a number", "# TYPE a histogram\na_bucket{le=\"NaN\"} 0\n# EOF\n"),
          Case.of(
              2,
              "no bucket with le=\"+Inf\"",
              "# TYPE a histogram\na_bucket{le=\"1.0\"} 0\n# EOF\n"),
          Case.of(2, "no bucket with le=\"+Inf\"", "# TYPE a histogram\na_sum 1\n# EOF\n"),
          Case.of(2, "no bucket with le=\"+Inf\"", "# TYPE a histogram\na_count 1\n# EOF\n"),
          Case.of(
              3,
              "a sum or a count",
              "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\na_sum 0\n# EOF\n"),
          Case.of(
              3,
              "a sum or a count",
              "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\na_count 0\n# EOF\n"),
          Case.of(
              4,
              "its bucket +Inf has 3",
              "# TYPE a histogram\na_bucket{le=\"+Inf\"} 3\na_count 4\na_sum 1\n# EOF\n"),
          Case.of(
              5,
              "has less than",
              "# TYPE a histogram\na_bucket{le=\"1.0\"} 3\na_bucket{le=\"+Inf\"} 2\na_count 2\na_sum 1\n# EOF\n"),
          Case.of(
              3,
              "ascending",
              "# TYPE a histogram\na_bucket{le=\"2.0\"} 0\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 0\n# EOF\n"),
          Case.ours(
              3,
              "ascending",
              "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0\na_bucket{le=\"+Inf\"} 0\n# EOF\n"),
          Case.of(
              2, "not a whole number", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0.5\n# EOF\n"),
          Case.of(
              2, "not a whole number", "# TYPE a histogram\na_bucket{le=\"+Inf\"} NaN\n# EOF\n"),
          Case.of(2, "not a whole number", "# TYPE a histogram\na_bucket{le=\"+Inf\"} -1\n# EOF\n"),
          Case.of(
              5,
              "which would fall",
              "# TYPE a histogram\na_bucket{le=\"-1.0\"} 1\na_bucket{le=\"+Inf\"} 3\na_count 3\na_sum -5\n# EOF\n"),
          Case.of(
              5,
              "is negative",
              "# TYPE a histogram\na_bucket{le=\"1.0\"} 1\na_bucket{le=\"+Inf\"} 3\na_count 3\na_sum -5\n# EOF\n"),
          Case.of(2, "no bucket with le=\"+Inf\"", "# TYPE a gaugehistogram\na_gsum 1\n# EOF\n"),
          Case.of(
              4,
              "its bucket +Inf has 3",
              "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 3\na_gcount 4\na_gsum 1\n# EOF\n"),
          Case.of(2, "no sample of a gaugehistogram", "# TYPE a gaugehistogram\na 1\n# EOF\n"),
          // Samples of two series must not be mixed.
          Case.of(
              2,
              "no bucket with le=\"+Inf\"",
              "# TYPE a histogram\na_bucket{x=\"1\",le=\"1.0\"} 0\na_bucket{x=\"2\",le=\"+Inf\"} 0\na_bucket{x=\"1\",le=\"+Inf\"} 0\n# EOF\n"),
          // Exemplars.
          Case.of(
              2,
              "has room for 128",
              "# TYPE a counter\na_total 1 # {" + labels(10_000) + "} 1\n# EOF\n"),
          Case.of(1, "neither a bucket nor a _total", "a 1 # {x=\"1\"} 1\n# EOF\n"),
          Case.of(2, "neither a bucket nor a _total", "# TYPE a gauge\na 1 # {x=\"1\"} 1\n# EOF\n"),
          Case.of(
              3,
              "neither a bucket nor a _total",
              "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1 # {x=\"1\"} 1\n# EOF\n"),
          Case.of(2, "expected", "# TYPE a counter\na_total 1 # \n# EOF\n"),
          Case.of(2, "expected", "# TYPE a counter\na_total 1 #{x=\"1\"} 1\n# EOF\n"),
          Case.of(2, "is not a number", "# TYPE a counter\na_total 1# {x=\"1\"} 1\n# EOF\n"),
          Case.of(2, "expected", "# TYPE a counter\na_total 1 # {x=\"1\"}\n# EOF\n"),
          Case.of(2, "expected", "# TYPE a counter\na_total 1 # {x=\"1\"} 1 \n# EOF\n"),
          Case.of(2, "is not a number", "# TYPE a counter\na_total 1 # {x=\"1\"} x\n# EOF\n"),
          Case.of(2, "is no time", "# TYPE a counter\na_total 1 # {x=\"1\"} 1 NaN\n# EOF\n"),
          Case.of(
              2,
              "has room for 128",
              "# TYPE a counter\na_total 1 # {x=\"" + "y".repeat(128) + "\"} 1\n# EOF\n"));
}
