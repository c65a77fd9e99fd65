package io.tapes.reporters.prometheus;

import io.tapes.reporters.format.Accept;

/** The format that an Accept header asks for. */
final class PrometheusChoice {
  private PrometheusChoice() {}

  static PrometheusFormat of(String accept) {
    PrometheusFormat best = PrometheusFormat.text();
    double bestQuality = 0;
    int bestRank = 0;
    for (Accept.Range range : Accept.ranges(accept)) {
      int rank = rank(range);
      double quality = range.quality();
      boolean better = quality > bestQuality || (quality == bestQuality && rank > bestRank);
      if (rank > 0 && quality > 0 && better) {
        best = format(rank, range);
        bestQuality = quality;
        bestRank = rank;
      }
    }
    return best;
  }

  /** How much a range is preferred to another of the same quality; 0 if we have nothing for it. */
  private static int rank(Accept.Range range) {
    String version = range.parameter("version");
    return switch (range.name()) {
      case "application/vnd.google.protobuf" ->
          range.parameter("proto").equals("io.prometheus.client.MetricFamily")
                  && range.parameter("encoding").equals("delimited")
              ? 3
              : 0;
      case "application/openmetrics-text" ->
          version.isEmpty() || version.equals("1.0.0") || version.equals("0.0.1") ? 2 : 0;
      case "text/plain" ->
          version.isEmpty() || version.equals("0.0.4") || version.equals("1.0.0") ? 1 : 0;
      case "text/*", "*/*" -> 1;
      default -> 0;
    };
  }

  private static PrometheusFormat format(int rank, Accept.Range range) {
    PrometheusFormat format =
        rank == 3
            ? PrometheusFormat.protobuf()
            : rank == 2 ? PrometheusFormat.openMetrics() : PrometheusFormat.text();
    boolean newText = rank == 1 && range.parameter("version").equals("1.0.0");
    String escaping = range.parameter("escaping");
    return escaping.isEmpty() && !newText
        ? format
        : format.escaping(PrometheusNaming.of(escaping), newText);
  }
}
