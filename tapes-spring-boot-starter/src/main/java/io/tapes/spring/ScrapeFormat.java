package io.tapes.spring;

import io.tapes.reporters.prometheus.PrometheusFormat;
import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * The formats of Prometheus' page, the last of which is preferred where the scraper does not care.
 */
enum ScrapeFormat implements Producible<ScrapeFormat> {
  TEXT(PrometheusFormat.text()),
  OPEN_METRICS(PrometheusFormat.openMetrics()),
  PROTOBUF(PrometheusFormat.protobuf());

  @SuppressWarnings("ImmutableEnumChecker") // it is immutable
  private final PrometheusFormat format;

  @SuppressWarnings("ImmutableEnumChecker") // it is immutable
  private final MimeType type;

  ScrapeFormat(PrometheusFormat format) {
    this.format = format;
    this.type = MimeTypeUtils.parseMimeType(format.contentType());
  }

  PrometheusFormat format() {
    return format;
  }

  @Override
  public MimeType getProducedMimeType() {
    return type;
  }

  @Override
  public boolean isDefault() {
    return this == TEXT;
  }
}
