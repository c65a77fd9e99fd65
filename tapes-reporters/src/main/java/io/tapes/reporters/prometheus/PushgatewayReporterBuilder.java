package io.tapes.reporters.prometheus;

import io.tapes.reporters.format.ExportBounds;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.reporters.transport.HttpTransportBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Settings of a {@link PushgatewayReporter}. One thread at a time may use a builder. */
public final class PushgatewayReporterBuilder {
  /** The gateway's own metrics of each group: a pushed one of that name would be replaced. */
  private static final List<String> OWN = List.of("push_time_seconds", "push_failure_time_seconds");

  private ExportBounds bounds = ExportBounds.none();

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final String METRICS = "/metrics";

  private final HttpTransportBuilder http;

  /** Whether the address given has the beginning of the path already. */
  private final boolean complete;

  private final URI gateway;
  private final GroupingKey key;
  private String method = "PUT";
  private boolean deleteOnClose;

  PushgatewayReporterBuilder(URI gateway, String job) {
    // A report should have ended before the next one is due.
    http = HttpTransport.builder(gateway).timeout(PATIENCE).giveUpAfter(PATIENCE);
    complete = String.valueOf(gateway.getRawPath()).matches(".*" + METRICS + "/?");
    this.gateway = gateway;
    key = new GroupingKey(job);
  }

  /**
   * Adds a label to those that name the group.
   *
   * @param label such as {@code instance}
   * @param value any text
   * @return this builder
   * @throws IllegalArgumentException if it is no name of a label, or one that has a meaning of its
   *     own: {@code job}, {@code le}, {@code quantile}
   */
  public PushgatewayReporterBuilder grouping(String label, String value) {
    key.add(label, value);
    return this;
  }

  /**
   * Adds the grouping key {@code instance} with the address of this machine, as the gateway sees
   * it: that of the network by which the gateway is reached.
   *
   * @return this builder
   * @throws IllegalArgumentException with a sentence if the gateway's name is not known
   */
  public PushgatewayReporterBuilder instance() {
    return grouping("instance", LocalAddress.towards(gateway));
  }

  /**
   * Leaves metrics of other names in the group alone (POST), instead of replacing all (PUT).
   *
   * @return this builder
   */
  public PushgatewayReporterBuilder add() {
    method = "POST";
    return this;
  }

  /**
   * Deletes the group when the reporter is closed; otherwise it stays for ever.
   *
   * @return this builder
   */
  public PushgatewayReporterBuilder deleteOnClose() {
    deleteOnClose = true;
    return this;
  }

  /**
   * Changes how requests are sent: basic authentication, time-outs, certificates.
   *
   * @param change is given the settings of the transport
   * @return this builder
   */
  public PushgatewayReporterBuilder transport(Consumer<HttpTransportBuilder> change) {
    change.accept(http);
    return this;
  }

  /**
   * Sets where histograms and timers are cut into buckets, by the names of metrics.
   *
   * @param newBounds none by default: each metric has its own, or the usual ones
   * @return this builder
   */
  public PushgatewayReporterBuilder bounds(ExportBounds newBounds) {
    bounds = newBounds;
    return this;
  }

  /**
   * Makes the reporter. It connects to nothing and looks up no name yet.
   *
   * @return the reporter
   */
  public PushgatewayReporter build() {
    String path = complete ? key.path().substring(METRICS.length()) : key.path();
    PrometheusFormat format = PrometheusFormat.text().beside(key.labels(), OWN).bounds(bounds);
    return new PushgatewayReporter(http.build(), path, format, method, deleteOnClose);
  }
}
