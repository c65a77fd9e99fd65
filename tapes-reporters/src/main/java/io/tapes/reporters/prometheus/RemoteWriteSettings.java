package io.tapes.reporters.prometheus;

import io.tapes.Snapshot;
import io.tapes.reporters.format.ExportBounds;
import java.util.Map;
import java.util.Set;

/**
 * What a reporter writes.
 *
 * @param labels on all series
 * @param histograms how distributions are written
 * @param nativeSchema how fine native histograms are
 * @param bounds where classic ones are cut
 * @param mostPoints in one request
 * @param endOnClose whether series end with the reporter
 */
record RemoteWriteSettings(
    Map<String, String> labels,
    RemoteWriteHistograms histograms,
    int nativeSchema,
    ExportBounds bounds,
    int mostPoints,
    boolean endOnClose) {

  PrometheusPage page(Snapshot snapshot) {
    PrometheusSettings settings =
        PrometheusSettings.of(PrometheusSyntax.PROTOBUF)
            .beside(new PrometheusTaken(labels.keySet(), Set.of()))
            .shown(bounds, HistogramForms.usual(), false);
    return new PrometheusPage(snapshot, settings);
  }

  RemoteWriteBatches batches(RemoteWriteProtocol protocol) {
    return new RemoteWriteBatches(protocol, mostPoints);
  }

  RemoteWriteRows rows(RemoteWriteBatches batches) {
    return new RemoteWriteRows(histograms, nativeSchema, labels, batches);
  }
}
