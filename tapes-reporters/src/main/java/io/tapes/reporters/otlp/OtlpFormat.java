package io.tapes.reporters.otlp;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.reporters.encoding.ProtoBytes;
import io.tapes.reporters.format.ExportBounds;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's protocol as protobuf: the bodies of requests to {@code /v1/metrics}.
 *
 * <p>Counters and the counts of meters are monotonic sums, up-down counters sums that are not, all
 * of integers except those of double counters, gauges gauges, histograms and timers exponential
 * histograms or ones with fixed bounds, timers in seconds. Sums and counts are exact. Rates and
 * quantiles are left to the backend. Not a number is left out.
 *
 * <p>Any thread may use an instance.
 */
public final class OtlpFormat {
  /** Collectors take requests of several megabytes; a few more requests cost little. */
  private static final int REQUEST_BYTES = 1 << 20;

  private final OtlpTemporality temporality;
  private final OtlpHistograms histograms;
  private final ProtoBytes resource;
  private final ExportBounds bounds;

  private OtlpFormat(
      OtlpTemporality temporality,
      OtlpHistograms histograms,
      ProtoBytes resource,
      ExportBounds bounds) {
    this.temporality = temporality;
    this.histograms = histograms;
    this.resource = resource;
    this.bounds = bounds;
  }

  /**
   * Returns a format.
   *
   * @param temporality since when counts are counted
   * @param histograms how histograms and timers are carried
   * @param resource what describes the process, such as {@code service.name}
   * @return the format
   */
  public static OtlpFormat of(
      OtlpTemporality temporality, OtlpHistograms histograms, Map<String, String> resource) {
    ProtoBytes attributes = new ProtoBytes();
    resource.forEach((key, value) -> attributes.message(1, OtlpPoints.attribute(key, value)));
    return new OtlpFormat(temporality, histograms, attributes, ExportBounds.none());
  }

  /**
   * Returns the same format with other bounds of {@linkplain OtlpHistograms#EXPLICIT explicit}
   * histograms.
   *
   * @param newBounds by the names of metrics
   * @return a format
   */
  public OtlpFormat bounds(ExportBounds newBounds) {
    return new OtlpFormat(temporality, histograms, resource, newBounds);
  }

  /**
   * Returns whether a request holds increases, for which removed series matter; see {@link
   * Snapshot#continuing}.
   *
   * @return false if all sums are cumulative
   */
  public boolean writesIncreases() {
    return temporality == OtlpTemporality.DELTA;
  }

  /** What has been delivered already. One thread at a time may use an instance. */
  public interface Earlier {
    /**
     * The value of a series that was last delivered; asked for with {@link OtlpTemporality#DELTA}
     * only.
     *
     * @param series what is to be written
     * @return null if it never was
     */
    @Nullable MetricValue value(Series series);

    /**
     * When a series was last delivered; asked for with {@link OtlpTemporality#DELTA} only.
     *
     * @param id its name and tags
     * @return milliseconds since 1970-01-01T00:00:00Z; empty if nothing ever was
     */
    OptionalLong millis(SeriesId id);

    /**
     * Since when totals are counted of series that do not say it; see {@link Series#startMillis}.
     *
     * @return milliseconds since 1970-01-01T00:00:00Z
     */
    long startMillis();

    /**
     * What removed series had counted whose name and tags a series of another type has by now;
     * asked for with {@link OtlpTemporality#DELTA} only.
     *
     * @return as {@link Snapshot#replaced} has them; none by default
     */
    default List<Series> replaced() {
      return List.of();
    }
  }

  /** Takes requests one after the other. One thread at a time may use an instance. */
  @FunctionalInterface
  public interface RequestSink {
    /**
     * Takes a request.
     *
     * @param body its body
     * @param from the position of the first series that it is about
     * @param to the position behind the last one
     * @param points how many data points it holds
     * @throws IOException if it cannot be delivered
     */
    void request(byte[] body, int from, int to, long points) throws IOException;
  }

  /**
   * Writes a snapshot as requests of about a megabyte or less.
   *
   * @param now the snapshot
   * @param earlier what was delivered already
   * @param out takes the requests; none where there is nothing to tell
   * @throws IOException from {@code out}
   */
  public void write(Snapshot now, Earlier earlier, RequestSink out) throws IOException {
    List<Series> series = now.series();
    OtlpPoints points = new OtlpPoints(temporality, histograms, bounds, now.wallMillis());
    boolean delta = temporality == OtlpTemporality.DELTA;
    List<Series> replaced = delta ? earlier.replaced() : List.of();
    int rest = 0;
    int from = 0;
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      for (; rest < replaced.size() && replaced.get(rest).id().equals(one.id()); rest++) {
        Series ended = replaced.get(rest);
        if (!points.isTotal(ended)) {
          points.add(ended, earlier.value(ended), since(ended, earlier));
        }
      }
      if (delta && !points.isTotal(one)) {
        points.add(one, earlier.value(one), since(one, earlier));
      } else {
        points.add(one.after(earlier.value(one)), null, start(one, earlier));
      }
      if (points.size() >= REQUEST_BYTES || i == series.size() - 1) {
        long count = points.count();
        ProtoBytes metrics = points.take();
        if (count > 0) {
          out.request(request(metrics), from, i + 1, count);
        }
        from = i + 1;
      }
    }
  }

  /** When the increase began: with the last delivery, or with the series before the first one. */
  private static long since(Series series, Earlier earlier) {
    return earlier.millis(series.id()).orElseGet(() -> start(series, earlier));
  }

  private static long start(Series series, Earlier earlier) {
    return series.startMillis() > 0 ? series.startMillis() : earlier.startMillis();
  }

  private byte[] request(ProtoBytes metrics) {
    ProtoBytes scope = new ProtoBytes();
    scope.text(1, "io.tapes");
    ProtoBytes scopeMetrics = new ProtoBytes();
    scopeMetrics.message(1, scope);
    scopeMetrics.append(metrics);
    ProtoBytes resourceMetrics = new ProtoBytes();
    resourceMetrics.message(1, resource);
    resourceMetrics.message(2, scopeMetrics);
    ProtoBytes request = new ProtoBytes();
    request.message(1, resourceMetrics);
    return request.toBytes();
  }
}
