package io.tapes.reporters.opentsdb;

import io.tapes.reporters.format.Fields;
import io.tapes.reporters.transport.HttpLineTransport;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.reporters.transport.HttpTransportBuilder;
import io.tapes.reporters.transport.LineTransport;
import io.tapes.support.HostName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link OpenTsdbReporter}. One thread at a time may use a builder. */
public final class OpenTsdbReporterBuilder {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final String PUT = "/api/put";

  private final @Nullable HttpTransportBuilder http;
  private final @Nullable LineTransport telnet;

  /** Behind the address that was given, which may be that of the requests already. */
  private final String path;

  private final Map<String, String> tags = new TreeMap<>();
  private String prefix = "";
  private Fields fields = Fields.all();

  private OpenTsdbReporterBuilder(
      @Nullable HttpTransportBuilder http, @Nullable LineTransport telnet, String path) {
    this.http = http;
    this.telnet = telnet;
    this.path = path;
  }

  static OpenTsdbReporterBuilder http(URI server) {
    // A report should have ended before the next one is due.
    HttpTransportBuilder http =
        HttpTransport.builder(server).timeout(PATIENCE).giveUpAfter(PATIENCE);
    boolean complete = String.valueOf(server.getRawPath()).matches(".*" + PUT + "/?");
    return new OpenTsdbReporterBuilder(http, null, (complete ? "" : PUT) + "?summary");
  }

  static OpenTsdbReporterBuilder telnet(LineTransport transport) {
    return new OpenTsdbReporterBuilder(null, transport, "");
  }

  /**
   * Sets a tag of all series that have none of that key. Without any, {@code host} is the name of
   * this host.
   *
   * @param key such as {@code host}
   * @param value replaces an earlier one
   * @return this builder
   * @throws IllegalArgumentException if one of them is empty
   */
  public OpenTsdbReporterBuilder tag(String key, String value) {
    if (key.isEmpty() || value.isEmpty()) {
      throw new IllegalArgumentException(
          "the tag '" + key + "=" + value + "' has an empty part, which OpenTSDB refuses; fill it");
    }
    tags.put(key, value);
    return this;
  }

  /**
   * Sets what all names begin with.
   *
   * @param newPrefix without the dot that follows; nothing by default
   * @return this builder
   */
  public OpenTsdbReporterBuilder prefix(String newPrefix) {
    prefix = newPrefix;
    return this;
  }

  /**
   * Chooses what is sent of each series.
   *
   * @param newFields {@link Fields#all} by default
   * @return this builder
   */
  public OpenTsdbReporterBuilder fields(Fields newFields) {
    fields = newFields;
    return this;
  }

  /**
   * Changes how requests are sent: credentials, time-outs, certificates.
   *
   * @param change is given the settings of the transport
   * @return this builder
   * @throws IllegalStateException if the reporter sends no requests
   */
  public OpenTsdbReporterBuilder transport(Consumer<HttpTransportBuilder> change) {
    if (http == null) {
      throw new IllegalStateException(
          "the telnet interface has no requests; set up the transport that you pass");
    }
    change.accept(http);
    return this;
  }

  /**
   * Makes the reporter. It connects to nothing yet.
   *
   * @return the reporter
   */
  public OpenTsdbReporter build() {
    Map<String, String> all = tags.isEmpty() ? Map.of("host", HostName.get()) : tags;
    if (http != null) {
      LineTransport requests = HttpLineTransport.jsonArrays(http.build(), path);
      OpenTsdbFormat format = OpenTsdbFormat.json(prefix, all, fields);
      return new OpenTsdbReporter(format, requests, requests.longestLine());
    }
    OpenTsdbFormat format = OpenTsdbFormat.telnet(prefix, all, fields);
    return new OpenTsdbReporter(
        format, Objects.requireNonNull(telnet), OpenTsdbReporter.LONGEST_LINE);
  }
}
