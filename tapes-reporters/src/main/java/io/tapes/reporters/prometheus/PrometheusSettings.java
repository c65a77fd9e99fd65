package io.tapes.reporters.prometheus;

import io.tapes.reporters.format.ExportBounds;
import java.util.Set;

/**
 * What a {@link PrometheusFormat} was asked for.
 *
 * @param syntax how pages are written
 * @param naming how names appear
 * @param contentType the media type
 * @param nativeSchema how fine native histograms are
 * @param names what is shown; everything if it is empty
 * @param taken what the reader has of its own
 * @param bounds where classic histograms are cut
 * @param forms how distributions are shown
 * @param created whether it is said since when series count
 */
record PrometheusSettings(
    PrometheusSyntax syntax,
    PrometheusNaming naming,
    String contentType,
    int nativeSchema,
    Set<String> names,
    PrometheusTaken taken,
    ExportBounds bounds,
    HistogramForms forms,
    boolean created) {
  /** Buckets 9 % wide. */
  static final int USUAL_SCHEMA = 3;

  static PrometheusSettings of(PrometheusSyntax syntax) {
    return new PrometheusSettings(
        syntax,
        PrometheusNaming.UNDERSCORES,
        syntax.contentType,
        USUAL_SCHEMA,
        Set.of(),
        PrometheusTaken.NOTHING,
        ExportBounds.none(),
        HistogramForms.usual(),
        false);
  }

  PrometheusSettings naming(PrometheusNaming newNaming, String newType) {
    return new PrometheusSettings(
        syntax, newNaming, newType, nativeSchema, names, taken, bounds, forms, created);
  }

  PrometheusSettings schema(int newSchema) {
    return new PrometheusSettings(
        syntax, naming, contentType, newSchema, names, taken, bounds, forms, created);
  }

  PrometheusSettings only(Set<String> newNames) {
    return new PrometheusSettings(
        syntax, naming, contentType, nativeSchema, newNames, taken, bounds, forms, created);
  }

  PrometheusSettings beside(PrometheusTaken newTaken) {
    return new PrometheusSettings(
        syntax, naming, contentType, nativeSchema, names, newTaken, bounds, forms, created);
  }

  PrometheusSettings shown(ExportBounds newBounds, HistogramForms newForms, boolean newCreated) {
    return new PrometheusSettings(
        syntax, naming, contentType, nativeSchema, names, taken, newBounds, newForms, newCreated);
  }
}
