package io.tapes.reporters.prometheus;

import io.tapes.Snapshot;
import io.tapes.support.LogLimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Pages of the text format in memory, and what had to be left out of them. */
final class Page {
  private final PrometheusFormat format;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(PrometheusFormat.class));
  private long leftOut;

  Page(PrometheusFormat format) {
    this.format = format;
  }

  byte[] of(Snapshot snapshot) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    List<String> missing = format.write(snapshot, page);
    if (!missing.isEmpty()) {
      leftOut += missing.size();
      log.warn(missing.get(0) + " (" + missing.size() + " in all)", null);
    }
    return page.toByteArray();
  }

  long leftOut() {
    return leftOut;
  }
}
