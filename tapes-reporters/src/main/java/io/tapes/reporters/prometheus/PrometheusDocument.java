package io.tapes.reporters.prometheus;

import io.tapes.Series;
import io.tapes.reporters.encoding.CountedOut;
import io.tapes.reporters.format.ChunkedDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page on its way out: where it has got to. */
final class PrometheusDocument implements ChunkedDocument {
  private final CountedOut out;
  private final PrometheusWriter writer;
  private final List<String> leftOut;
  private final Iterator<PrometheusFamily> families;
  private @Nullable PrometheusFamily family;
  private Iterator<Map.Entry<String, Series>> series =
      Map.<String, Series>of().entrySet().iterator();
  private boolean ended;

  PrometheusDocument(PrometheusPage page, CountedOut out, PrometheusWriter writer) {
    this.out = out;
    this.writer = writer;
    this.leftOut = List.copyOf(page.leftOut());
    this.families = page.families().iterator();
  }

  @Override
  public boolean next(OutputStream target, int bytes) throws IOException {
    out.to(target);
    while (!ended && out.bytes() < bytes) {
      step();
    }
    writer.flush();
    return !ended;
  }

  private void step() throws IOException {
    PrometheusFamily current = family;
    if (current != null && series.hasNext()) {
      Map.Entry<String, Series> one = series.next();
      writer.series(current, one.getKey(), one.getValue());
      return;
    }
    if (current != null) {
      writer.tail(current);
      family = null;
    }
    if (families.hasNext()) {
      PrometheusFamily begun = families.next();
      writer.head(begun);
      family = begun;
      series = begun.series().entrySet().iterator();
    } else {
      writer.end();
      ended = true;
    }
  }

  @Override
  public List<String> leftOut() {
    return leftOut;
  }
}
