package io.tapes.reporters.otlp;

import io.tapes.reporters.format.ExportBounds;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.reporters.transport.HttpTransportBuilder;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Settings of an {@link OtlpReporter}. One thread at a time may use a builder. */
public final class OtlpReporterBuilder {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final String METRICS = "/v1/metrics";

  private final HttpTransportBuilder http;

  /** Whether the address given is that of the requests already. */
  private final boolean complete;

  private final Map<String, String> resource = new LinkedHashMap<>();
  private String path = METRICS;
  private OtlpEncoding encoding = OtlpEncoding.PROTOBUF;
  private OtlpTemporality temporality = OtlpTemporality.CUMULATIVE;
  private OtlpHistograms histograms = OtlpHistograms.EXPONENTIAL;
  private ExportBounds bounds = ExportBounds.none();
  private Instant start = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

  OtlpReporterBuilder(URI collector) {
    // A report should have ended before the next one is due.
    http =
        HttpTransport.builder(collector)
            .gzip(true)
            .timeout(PATIENCE)
            .giveUpAfter(PATIENCE)
            .retryStatuses(429, 502, 503, 504); // what the protocol says
    complete = String.valueOf(collector.getRawPath()).matches(".*" + METRICS + "/?");
    resource.put("service.name", "unknown_service:java");
    resource.put("service.instance.id", UUID.randomUUID().toString());
  }

  /**
   * Sets an attribute of the resource: of the process that reports. Without it, {@code
   * service.name} is {@code unknown_service:java}, and {@code service.instance.id} a random UUID of
   * this reporter.
   *
   * @param key such as {@code service.name}
   * @param value replaces an earlier one
   * @return this builder
   */
  public OtlpReporterBuilder resource(String key, String value) {
    resource.put(key, value);
    return this;
  }

  /**
   * Sets since when counts are counted.
   *
   * @param newTemporality {@link OtlpTemporality#CUMULATIVE} by default
   * @return this builder
   */
  public OtlpReporterBuilder temporality(OtlpTemporality newTemporality) {
    temporality = newTemporality;
    return this;
  }

  /**
   * Sets how histograms and timers are carried.
   *
   * @param newHistograms {@link OtlpHistograms#EXPONENTIAL} by default
   * @return this builder
   */
  public OtlpReporterBuilder histograms(OtlpHistograms newHistograms) {
    histograms = newHistograms;
    return this;
  }

  /**
   * Sets how requests are written.
   *
   * @param newEncoding {@link OtlpEncoding#PROTOBUF} by default
   * @return this builder
   */
  public OtlpReporterBuilder encoding(OtlpEncoding newEncoding) {
    encoding = newEncoding;
    return this;
  }

  /**
   * Sets since when series count that do not say it themselves, as those of a source of metrics;
   * see {@link io.tapes.Series#startMillis}.
   *
   * @param newStart the start of this process by default
   * @return this builder
   */
  public OtlpReporterBuilder start(Instant newStart) {
    start = newStart;
    return this;
  }

  /**
   * Sets the path of requests behind the collector's address.
   *
   * @param newPath percent-encoded; {@code /v1/metrics} by default
   * @return this builder
   */
  public OtlpReporterBuilder path(String newPath) {
    path = newPath;
    return this;
  }

  /**
   * Changes how requests are sent: credentials, headers, time-outs, certificates.
   *
   * @param change is given the settings of the transport
   * @return this builder
   */
  public OtlpReporterBuilder transport(Consumer<HttpTransportBuilder> change) {
    change.accept(http);
    return this;
  }

  /**
   * Sets where histograms and timers are cut with {@link OtlpHistograms#EXPLICIT}, by the names of
   * metrics.
   *
   * @param newBounds none by default: each metric has its own, or the usual ones
   * @return this builder
   */
  public OtlpReporterBuilder bounds(ExportBounds newBounds) {
    bounds = newBounds;
    return this;
  }

  /**
   * Makes the reporter. It connects to nothing and looks up no name yet.
   *
   * @return the reporter
   */
  public OtlpReporter build() {
    OtlpFormat format = OtlpFormat.of(temporality, histograms, resource).bounds(bounds);
    String behind = complete && path.equals(METRICS) ? "" : path;
    return new OtlpReporter(format, http.build(), behind, encoding, start.toEpochMilli());
  }
}
