package io.tapes.reporters.prometheus;

import io.tapes.reporters.format.ExportBounds;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.reporters.transport.HttpTransportBuilder;
import io.tapes.support.HostName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Settings of a {@link RemoteWriteReporter}. One thread at a time may use a builder. */
public final class RemoteWriteReporterBuilder {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final String WRITE = "/api/v1/write";
  private static final int USUAL_POINTS = 2_000;

  /** Labels that samples have of their own. */
  private static final Set<String> OWN = Set.of("le", "quantile");

  private final HttpTransportBuilder http;
  private final Map<String, String> labels = new TreeMap<>();
  private RemoteWriteProtocol protocol = RemoteWriteProtocol.V1;
  private RemoteWriteHistograms histograms = RemoteWriteHistograms.CLASSIC;
  private int nativeSchema = PrometheusFormat.DEFAULT_NATIVE_SCHEMA;
  private ExportBounds bounds = ExportBounds.none();
  private int mostPoints = USUAL_POINTS;
  private long backlogBytes;
  private boolean endOnClose;

  RemoteWriteReporterBuilder(URI receiver, String job) {
    String path = String.valueOf(receiver.getRawPath());
    boolean bare = path.isEmpty() || path.equals("/");
    // A report should have ended before the next one is due.
    http =
        HttpTransport.builder(bare ? receiver.resolve(WRITE) : receiver)
            .header("Content-Encoding", "snappy")
            .timeout(PATIENCE)
            .giveUpAfter(PATIENCE);
    label("job", job);
  }

  /**
   * Sets a label of all series. Without it, {@code instance} is the name of this host: of two
   * processes that write series of one name, each needs a label of its own.
   *
   * @param name such as {@code instance}
   * @param value replaces an earlier one
   * @return this builder
   * @throws IllegalArgumentException if it is no name of a label or one that samples have of their
   *     own, or the value is empty
   */
  public RemoteWriteReporterBuilder label(String name, String value) {
    if (!PrometheusNaming.isPlainLabel(name) || name.startsWith("__") || OWN.contains(name)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' cannot be a label of all series; take letters, digits and underscores,"
              + " and neither 'le' nor 'quantile'");
    }
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "the label '" + name + "' is empty, which means that there is none; name a value");
    }
    labels.put(name, value);
    return this;
  }

  /**
   * Sets the version of the protocol.
   *
   * @param newProtocol {@link RemoteWriteProtocol#V1} by default
   * @return this builder
   */
  public RemoteWriteReporterBuilder protocol(RemoteWriteProtocol newProtocol) {
    protocol = newProtocol;
    return this;
  }

  /**
   * Sets how histograms and timers are written.
   *
   * @param newHistograms {@link RemoteWriteHistograms#CLASSIC} by default
   * @return this builder
   */
  public RemoteWriteReporterBuilder histograms(RemoteWriteHistograms newHistograms) {
    histograms = newHistograms;
    return this;
  }

  /**
   * Sets how fine native histograms are; see {@link PrometheusFormat#nativeSchema(int)}.
   *
   * @param schema from 0 to 6; 3 by default
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public RemoteWriteReporterBuilder nativeSchema(int schema) {
    nativeSchema = PrometheusFormat.protobuf().nativeSchema(schema).nativeSchema();
    return this;
  }

  /**
   * Sets where classic histograms are cut, by the names of metrics.
   *
   * @param newBounds none by default: each metric has its own, or the usual ones
   * @return this builder
   */
  public RemoteWriteReporterBuilder bounds(ExportBounds newBounds) {
    bounds = newBounds;
    return this;
  }

  /**
   * Limits how many points one request has. None is larger than about 1 MiB before compression.
   *
   * @param newLimit above 0; 2,000 by default
   * @return this builder
   * @throws IllegalArgumentException if it is not
   */
  public RemoteWriteReporterBuilder pointsPerRequest(int newLimit) {
    if (newLimit < 1) {
      throw new IllegalArgumentException(
          newLimit + " points in a request are none; 2000 are usual");
    }
    mostPoints = newLimit;
    return this;
  }

  /**
   * Keeps points while the receiver is away, and sends them under their own times when it is back.
   *
   * @param newLimit the most memory for requests to keep, in bytes as compressed; the oldest are
   *     dropped first. 0, the default, keeps none
   * @return this builder
   * @throws IllegalArgumentException if it is negative
   */
  public RemoteWriteReporterBuilder backlogBytes(long newLimit) {
    if (newLimit < 0) {
      throw new IllegalArgumentException(
          "backlog of " + newLimit + " bytes is negative; 1048576 is usual, 0 keeps nothing");
    }
    backlogBytes = newLimit;
    return this;
  }

  /**
   * Ends all series when the reporter is closed, for processes that do not come back. Otherwise
   * queries show their last values for another five minutes.
   *
   * @return this builder
   */
  public RemoteWriteReporterBuilder endOnClose() {
    endOnClose = true;
    return this;
  }

  /**
   * Changes how requests are sent: credentials, headers, time-outs, certificates. They are never
   * gzipped: the protocol has its own compression.
   *
   * @param change is given the settings of the transport
   * @return this builder
   */
  public RemoteWriteReporterBuilder transport(Consumer<HttpTransportBuilder> change) {
    change.accept(http);
    http.gzip(false);
    return this;
  }

  /**
   * Makes the reporter. It connects to nothing and looks up no name yet.
   *
   * @return the reporter
   */
  public RemoteWriteReporter build() {
    Map<String, String> all = new TreeMap<>(labels);
    if (!all.containsKey("instance")) {
      all.put("instance", HostName.get());
    }
    RemoteWriteSettings settings =
        new RemoteWriteSettings(all, histograms, nativeSchema, bounds, mostPoints, endOnClose);
    RemoteWriteSender sender =
        new RemoteWriteSender(
            protocol,
            version -> http.header(RemoteWriteProtocol.VERSION_HEADER, version.version).build());
    return new RemoteWriteReporter(settings, sender, backlogBytes);
  }
}
