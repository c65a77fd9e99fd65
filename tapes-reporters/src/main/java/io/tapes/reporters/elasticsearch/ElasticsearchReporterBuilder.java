package io.tapes.reporters.elasticsearch;

import io.tapes.reporters.format.Fields;
import io.tapes.reporters.transport.HttpLineTransport;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.reporters.transport.HttpTransportBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Settings of an {@link ElasticsearchReporter}. One thread at a time may use a builder. */
public final class ElasticsearchReporterBuilder {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final HttpTransportBuilder http;
  private Function<Instant, String> index = time -> "metrics-tapes";
  private String prefix = "";
  private Fields fields = Fields.all();

  ElasticsearchReporterBuilder(URI server) {
    // A report should have ended before the next one is due.
    http = HttpTransport.builder(server).gzip(true).timeout(PATIENCE).giveUpAfter(PATIENCE);
  }

  /**
   * Sets the index, or data stream, of the documents.
   *
   * @param newIndex {@code metrics-tapes} by default; what stands in braces is a pattern of {@link
   *     DateTimeFormatter} for the day in UTC, such as {@code metrics-{yyyy.MM.dd}}
   * @return this builder
   * @throws IllegalArgumentException if it is empty, has capital letters, or no pattern in braces
   */
  public ElasticsearchReporterBuilder index(String newIndex) {
    Function<Instant, String> named = named(newIndex);
    String example = named.apply(Instant.EPOCH);
    if (example.isEmpty() || !example.equals(example.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "index '" + newIndex + "' is empty or has capital letters; use lower case");
    }
    index = named;
    return this;
  }

  private static Function<Instant, String> named(String pattern) {
    int open = pattern.indexOf('{');
    int close = pattern.indexOf('}', open + 1);
    if (open < 0 || close < 0) {
      return time -> pattern;
    }
    try {
      DateTimeFormatter day =
          DateTimeFormatter.ofPattern(pattern.substring(open + 1, close), Locale.ROOT)
              .withZone(ZoneOffset.UTC);
      return time -> pattern.substring(0, open) + day.format(time) + pattern.substring(close + 1);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "index '" + pattern + "' has no pattern of a day in braces; write {yyyy.MM.dd}", e);
    }
  }

  /**
   * Sets what all names begin with.
   *
   * @param newPrefix without the dot that follows; nothing by default
   * @return this builder
   */
  public ElasticsearchReporterBuilder prefix(String newPrefix) {
    prefix = newPrefix;
    return this;
  }

  /**
   * Chooses what is sent of each series.
   *
   * @param newFields {@link Fields#all} by default
   * @return this builder
   */
  public ElasticsearchReporterBuilder fields(Fields newFields) {
    fields = newFields;
    return this;
  }

  /**
   * Changes how requests are sent: credentials, time-outs, certificates. An API key is a header:
   * {@code http.header("Authorization", "ApiKey …")}.
   *
   * @param change is given the settings of the transport
   * @return this builder
   */
  public ElasticsearchReporterBuilder transport(Consumer<HttpTransportBuilder> change) {
    change.accept(http);
    return this;
  }

  /**
   * Makes the reporter. It connects to nothing yet.
   *
   * @return the reporter
   */
  public ElasticsearchReporter build() {
    HttpLineTransport requests =
        HttpLineTransport.checked(
            http.build(),
            "/_bulk?" + BulkAnswer.FILTER,
            "application/x-ndjson",
            BulkAnswer::refusedLines);
    return new ElasticsearchReporter(ElasticsearchFormat.of(index, prefix, fields), requests);
  }
}
