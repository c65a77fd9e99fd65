package io.tapes.reporters.otlp;

/** How requests are written. */
public enum OtlpEncoding {
  /** Protobuf, which every collector takes. The default. */
  PROTOBUF("application/x-protobuf"),
  /** JSON, several times as large, for what is between that wants to read it. */
  JSON("application/json");

  final String contentType;

  OtlpEncoding(String contentType) {
    this.contentType = contentType;
  }
}
