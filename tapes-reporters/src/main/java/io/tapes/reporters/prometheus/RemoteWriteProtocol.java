package io.tapes.reporters.prometheus;

/** Versions of Prometheus' remote write protocol. */
public enum RemoteWriteProtocol {
  /** Version 1.0, which every receiver takes. The default. */
  V1("application/x-protobuf", "0.1.0"),
  /**
   * Version 2.0: texts stand once in a request, each series carries its metadata and since when it
   * counts, and the receiver says how much it has taken. One that knows 1.0 alone is sent that from
   * its first answer on.
   */
  V2("application/x-protobuf;proto=io.prometheus.write.v2.Request", "2.0.0");

  static final String VERSION_HEADER = "X-Prometheus-Remote-Write-Version";

  final String contentType;
  final String version;

  RemoteWriteProtocol(String contentType, String version) {
    this.contentType = contentType;
    this.version = version;
  }

  RemoteWriteMessage message() {
    return this == V1 ? new RemoteWriteV1() : new RemoteWriteV2();
  }
}
