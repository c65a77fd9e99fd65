package io.tapes.reporters.prometheus;

/** The ways to write a page, with their media types. */
enum PrometheusSyntax {
  TEXT("text/plain; version=0.0.4; charset=utf-8"),
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),
  PROTOBUF(
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited");

  final String contentType;

  PrometheusSyntax(String contentType) {
    this.contentType = contentType;
  }
}
