package io.tapes.reporters.influx;

import io.tapes.reporters.format.Fields;
import io.tapes.reporters.transport.BacklogTransport;
import io.tapes.reporters.transport.HttpLineTransport;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.reporters.transport.HttpTransportBuilder;
import io.tapes.reporters.transport.LineTransport;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Settings of an {@link InfluxReporter} over HTTP. One thread at a time may use a builder.
 *
 * <p>Say where to write to: {@link #database} for InfluxDB 1 and VictoriaMetrics, {@link #bucket}
 * for InfluxDB 2 and 3.
 */
public final class InfluxReporterBuilder {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final HttpTransportBuilder http;

  /** The path of the address given, which may be that of the requests already. */
  private final String given;

  private String path = "";
  private String prefix = "";
  private Fields fields = Fields.all();
  private long backlogBytes;

  InfluxReporterBuilder(URI server) {
    // A report should have ended before the next one is due.
    http = HttpTransport.builder(server).gzip(true).timeout(PATIENCE).giveUpAfter(PATIENCE);
    given = String.valueOf(server.getRawPath());
  }

  /**
   * Writes to a database by the interface of InfluxDB 1.
   *
   * @param name the database; it must exist
   * @return this builder
   * @throws IllegalArgumentException if the name is empty
   */
  public InfluxReporterBuilder database(String name) {
    requireNamed("database", name);
    path = behind("/write") + "?precision=ms&db=" + encoded(name);
    return this;
  }

  /**
   * Writes to a bucket by the interface of InfluxDB 2.
   *
   * @param organisation its name or identifier
   * @param bucket its name or identifier; it must exist
   * @param token a token that may write there
   * @return this builder
   * @throws IllegalArgumentException if one of them is empty
   */
  public InfluxReporterBuilder bucket(String organisation, String bucket, String token) {
    requireNamed("organisation", organisation);
    requireNamed("bucket", bucket);
    requireNamed("token", token);
    path =
        behind("/api/v2/write")
            + "?precision=ms&org="
            + encoded(organisation)
            + "&bucket="
            + encoded(bucket);
    http.header("Authorization", "Token " + token);
    return this;
  }

  /**
   * Changes how requests are sent: credentials, time-outs, certificates.
   *
   * @param change is given the settings of the transport
   * @return this builder
   */
  public InfluxReporterBuilder transport(Consumer<HttpTransportBuilder> change) {
    change.accept(http);
    return this;
  }

  /**
   * Sets what all measurements begin with.
   *
   * @param newPrefix without the dot that follows; nothing by default
   * @return this builder
   */
  public InfluxReporterBuilder prefix(String newPrefix) {
    prefix = newPrefix;
    return this;
  }

  /**
   * Chooses what is sent of each series.
   *
   * @param newFields {@link Fields#all} by default
   * @return this builder
   */
  public InfluxReporterBuilder fields(Fields newFields) {
    fields = newFields;
    return this;
  }

  /**
   * Keeps points while the server is away, and sends them under their own times when it is back.
   *
   * @param newLimit the most memory for lines to keep, in bytes: 64 for each line and 2 for each of
   *     its characters; the oldest are dropped first. 0, the default, keeps none
   * @return this builder
   */
  public InfluxReporterBuilder backlogBytes(long newLimit) {
    backlogBytes = newLimit;
    return this;
  }

  /**
   * Makes the reporter. It connects to nothing and looks up no name yet.
   *
   * @return the reporter
   * @throws IllegalStateException if neither a database nor a bucket was named
   */
  public InfluxReporter build() {
    if (path.isEmpty()) {
      throw new IllegalStateException(
          "no place to write to; name a database(…), or a bucket(…) of InfluxDB 2");
    }
    LineTransport carrier = new HttpLineTransport(http.build(), path, "text/plain; charset=utf-8");
    if (backlogBytes != 0) {
      carrier = new BacklogTransport(carrier, backlogBytes);
    }
    return new InfluxReporter(InfluxFormat.millis(prefix, fields), carrier);
  }

  private static void requireNamed(String what, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the " + what + " is empty; name one that exists");
    }
  }

  private String behind(String write) {
    return given.matches(".*" + write + "/?") ? "" : write;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
