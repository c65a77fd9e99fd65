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
  /** Whether a view of that prefix and those tags shows a series. */
  static boolean shows(String prefix, Tags tags, SeriesId id) {
    return id.name().startsWith(prefix) && id.tags().containsAll(tags);
  }

  @Override
  public void added(SeriesId id, MetricKind kind) {
    if (shows(prefix, tags, id)) {
      listener.added(id, kind);
    }
  }

  @Override
  public void removed(SeriesId id, MetricKind kind) {
    if (shows(prefix, tags, id)) {
      listener.removed(id, kind);
    }
  }
}
