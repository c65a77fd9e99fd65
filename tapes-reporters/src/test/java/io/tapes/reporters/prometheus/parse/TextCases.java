package io.tapes.reporters.prometheus.parse;

import java.util.List;

/** What the text format allows, and what it does not. */
final class TextCases {
  private TextCases() {}

  static final List<String> VALID =
      List.of(
          "a 1\n",
          "\n\n a 1\n\t\n",
          "a\t1\n",
          "a   1\n",
          "a 1 1395066363000\n",
          "a 1 -3982045\n",
          "a { x = \"1\" , } 1\n",
          "a{} 1\n",
          "a{x=\"1\",} 1\n",
          "a{x=\"a\\\\b\\\"c\\nd\"} 1\n",
          "a{x=\"}{,=\"} 1\n",
          "a +Inf\n",
          "a -inf\n",
          "a nan\n",
          "a 1e-5\n",
          "# a comment\na 1\n",
          "#\n# TYPE\ta\tgauge\n# HELP a  two  blanks\na 1\n",
          "# HELP a\na 1\n",
          "# TYPE a untyped\na 1\n",
          "# TYPE a counter\na 1\n",
          "# TYPE a_total counter\na_total 1\n",
          "# HELP a a\\\\b\\nc\na 1\n",
          "# HELP a x\n# TYPE a gauge\n",
          "# TYPE a summary\na{quantile=\"0.5\"} 1\na_sum 2\na_count 3\n",
          "# TYPE a summary\na_count 3\na_sum -2\na{quantile=\"0.5\"} -1\n",
          "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 3\na_sum 2\na_count 3\n",
          "# TYPE a histogram\na_count 3\na_sum 2\na_bucket{le=\"+Inf\"} 3\na_bucket{le=\"1\"} 1\n",
          "# TYPE a histogram\na_bucket{le=\"+Inf\",x=\"1\"} 3\na_bucket{le=\"+Inf\",x=\"2\"} 1\na_sum{x=\"1\"} 2\na_sum{x=\"2\"} 2\na_count{x=\"1\"} 3\na_count{x=\"2\"} 1\n",
          "# TYPE a histogram\na_bucket{le=\"-1\"} 1\na_bucket{le=\"+Inf\"} 3\na_sum -2\na_count 3\n");

  static final List<Case> INVALID =
      List.of(
          Case.of(1, "ends within a line", "a 1"),
          Case.of(1, "expected a number", "a\n"),
          Case.of(1, "is not a number", "a x\n"),
          Case.of(1, "is not a number", "a 1_0\n"),
          Case.of(1, "is not a number", "a 0x1p3\n"),
          Case.of(1, "is no time", "a 1 1.5\n"),
          Case.of(1, "is no time", "a 1 x\n"),
          Case.of(1, "expected the end", "a 1 1 1\n"),
          Case.of(1, "expected", "0a 1\n"),
          Case.of(1, "is not a number", "a.b 1\n"),
          Case.of(1, "expected", "a{x=1} 1\n"),
          Case.of(1, "expected", "a{x} 1\n"),
          Case.of(1, "expected", "a{x=\"1\" y=\"2\"} 1\n"),
          Case.of(1, "expected", "a{x=\"1\",,} 1\n"),
          Case.of(1, "expected", "a{,} 1\n"),
          Case.of(1, "expected", "a{x=\"1 1\n"),
          Case.of(1, "expected", "a{x-y=\"1\"} 1\n"),
          Case.of(1, "is no escape", "a{x=\"\\t\"} 1\n"),
          Case.of(1, "reserved", "a{__name__=\"b\"} 1\n"),
          Case.of(1, "stands twice", "a{x=\"1\",x=\"1\"} 1\n"),
          Case.of(1, "no type 'meter'", "# TYPE a meter\n"),
          Case.of(1, "no type 'info'", "# TYPE a info\n"),
          Case.ours(1, "needs the name", "# TYPE a\n"),
          Case.of(1, "needs the name", "# TYPE 0 gauge\n"),
          Case.of(2, "TYPE of 'a' stands twice", "# TYPE a gauge\n# TYPE a gauge\n"),
          Case.of(2, "HELP of 'a' stands twice", "# HELP a x\n# HELP a y\n"),
          Case.of(2, "comes after its samples", "a 1\n# TYPE a gauge\n"),
          Case.of(1, "escapes nothing", "# HELP a \\t\na 1\n"),
          Case.of(2, "is not a number", "# TYPE a histogram\na_bucket{le=\"x\"} 1\n"),
          Case.of(2, "is not a number", "# TYPE a summary\na{quantile=\"x\"} 1\n"),
          // promtool takes what follows: the format's description does not.
          Case.ours(2, "comes after its samples", "a 1\n# HELP a x\na{x=\"1\"} 1\n"),
          Case.ours(3, "was there already", "a 1\nb 1\na{x=\"1\"} 1\n"),
          Case.ours(2, "stands twice", "a 1\na 1\n"),
          Case.ours(2, "is no count", "# TYPE a counter\na -1\n"),
          Case.ours(2, "is no count", "# TYPE a counter\na NaN\n"),
          Case.ours(2, "no label 'le'", "# TYPE a histogram\na_bucket 1\n"),
          Case.ours(2, "no sample of a histogram", "# TYPE a histogram\na 1\n"),
          Case.ours(2, "no label 'quantile'", "# TYPE a summary\na 1\n"),
          Case.ours(2, "not from 0 to 1", "# TYPE a summary\na{quantile=\"2\"} 1\n"),
          Case.ours(2, "no bucket with le=\"+Inf\"", "# TYPE a histogram\na_bucket{le=\"1\"} 1\n"),
          Case.ours(
              4,
              "its bucket +Inf has 3",
              "# TYPE a histogram\na_bucket{le=\"+Inf\"} 3\na_sum 2\na_count 4\n"),
          Case.ours(
              5,
              "has less than",
              "# TYPE a histogram\na_bucket{le=\"1\"} 4\na_bucket{le=\"+Inf\"} 3\na_sum 2\na_count 3\n"),
          Case.ours(2, "not a whole number", "# TYPE a histogram\na_bucket{le=\"+Inf\"} 0.5\n"));
}
