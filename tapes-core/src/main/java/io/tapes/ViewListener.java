package io.tapes;

/**
 * Passes on what a view of a registry shows. Equal ones are the same to the registry, so that it
 * can be removed again.
 *
 * @param prefix what the names of the view's series start with
 * @param tags the tags that they carry
 * @param listener whom to tell
 */
record ViewListener(String prefix, Tags tags, SeriesListener listener) implements SeriesListener {
  @Override
  public void added(SeriesId id, MetricKind kind) {
    if (RegistryView.shows(prefix, tags, id)) {
      listener.added(id, kind);
    }
  }

  @Override
  public void removed(SeriesId id, MetricKind kind) {
    if (RegistryView.shows(prefix, tags, id)) {
      listener.removed(id, kind);
    }
  }
}
