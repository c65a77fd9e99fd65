package io.tapes;

import io.tapes.support.StartupHooks;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes and names instruments. Names are dotted; the nested map of {@link #getStats} splits them.
 *
 * <p>Any thread may use a registry. Asking again for a name and tags returns the same instance.
 * Every method that makes an instrument throws an {@link IllegalArgumentException} that names the
 * metric if the name has an empty segment, a control character or half of a surrogate pair, if it
 * is longer than {@link SeriesId#MAX_LENGTH} with its tags, or if the name is already in use for
 * another type (see {@link MetricBuilder#besideOtherKinds}).
 */
public interface Registry extends ShortForms, SnapshotSource {
  /**
   * Returns a new registry with the usual settings.
   *
   * @return an empty registry, independent of all others
   */
  static Registry create() {
    return builder().build();
  }

  /**
   * Returns a new registry with settings of its own.
   *
   * @return a builder
   */
  static RegistryBuilder builder() {
    ReadingClasses.initialiseOnce();
    StartupHooks.callOnce();
    return new RegistryBuilder();
  }

  /**
   * Removes the series without tags of a name.
   *
   * @param name the dotted name
   * @return whether there was one
   */
  default boolean remove(String name) {
    return remove(name, Tags.empty());
  }

  /**
   * Removes a series: snapshots do not show it any longer. Asking for the name makes a new one,
   * which starts from zero. The registry's own metrics stay.
   *
   * <p>It ends at its last value, which holds every record that returned before this call. That
   * value still reaches those who read {@link #lastValues}: each schedule of reports, and the
   * aggregator of a distributed registry. Later recordings into the instrument are discarded; of
   * records that overlap this call each counts or does not. A gauge has no last value: it tells
   * what is, and is gone at once.
   *
   * @param name the dotted name
   * @param tags the tags
   * @return whether there was one
   */
  boolean remove(String name, Tags tags);

  /**
   * Removes the series of an instrument, as {@link #remove(String, Tags)} does, unless it was
   * removed already and its name belongs to another one: so a former owner's clean-up leaves its
   * successor alone.
   *
   * @param metric an instrument of this registry; others are ignored
   * @return whether its series was there
   */
  boolean remove(Instrument metric);

  /**
   * Tells a listener of every series that there is, and from then on of those that come and go, in
   * the order in which they do.
   *
   * @param listener whom to tell; see {@link SeriesListener} for what it may do
   */
  void addListener(SeriesListener listener);

  /**
   * Tells a listener no more. A call that another thread has begun may still be under way.
   *
   * @param listener one that was added; others are ignored
   */
  void remove(SeriesListener listener);

  /**
   * Returns all instruments that there are, in the order of their names and tags.
   *
   * @return an unmodifiable list, which does not change; the registry's own counters are in it once
   *     they have counted something
   */
  List<Instrument> instruments();

  /**
   * Returns the series of one instrument as a snapshot would show it now, without reading the
   * others: its value with rates and recent figures.
   *
   * @param metric an instrument of this registry; one that was removed has its last value
   * @return empty for what a snapshot leaves out now, and for a state set, which is several series
   */
  default Optional<Series> read(Instrument metric) {
    throw new UnsupportedOperationException(this + " reads no single instruments");
  }

  /**
   * Removes all series that carry some tags, as {@link #remove(String, Tags)} does.
   *
   * @param tags at least one; of a series with these and others, too
   * @return how many were removed
   * @throws IllegalArgumentException if there is no tag
   */
  default int remove(Tags tags) {
    if (tags.isEmpty()) {
      throw new IllegalArgumentException(
          "every series carries the tags {}; name at least one, or call clear()");
    }
    int removed = 0;
    for (Instrument one : instruments()) {
      removed += one.id().tags().containsAll(tags) && remove(one) ? 1 : 0;
    }
    return removed;
  }

  /** Removes all series, as {@link #remove(String, Tags)} does; the registry's own stay. */
  default void clear() {
    instruments().forEach(this::remove);
  }

  /**
   * Adds a source of further series to every snapshot. One that is registered already stays as it
   * is. Its series do not count towards the limit of this registry.
   *
   * @param source held until it is removed
   * @throws IllegalArgumentException with a sentence if it {@linkplain MetricSource#describe
   *     describes} what the registry or another source has already
   */
  default void register(MetricSource source) {
    throw new UnsupportedOperationException(this + " takes no metric sources");
  }

  /**
   * Takes a source away again, with all its series. Does nothing if it is not registered.
   *
   * @param source as it was registered, with this registry or an equal view of it
   */
  default void remove(MetricSource source) {
    throw new UnsupportedOperationException(this + " takes no metric sources");
  }

  /**
   * Returns a view of this registry that puts a prefix before every name.
   *
   * @param prefix a dotted name without the dot at the end
   * @return the view; its snapshots hold what lies below the prefix, under full names
   * @throws IllegalArgumentException if the prefix is not a valid name
   */
  default Registry scope(String prefix) {
    return new RegistryView(this, Names.check("scope", prefix) + ".", Tags.empty());
  }

  /**
   * Returns a view of this registry that adds tags to every series.
   *
   * @param tags the tags; where a series has a key itself, its own value is kept
   * @return the view; its snapshots hold the series that carry these tags
   */
  default Registry tagged(Tags tags) {
    return new RegistryView(this, "", tags);
  }

  /**
   * Returns all values as a nested map: names split on dots, tagged series below their name under
   * the key {@code {key=value}}, and for each series the fields of its type.
   *
   * @return a new map; counts are {@link Long}s, other values {@link Double}s, times in seconds
   */
  default Map<String, Object> getStats() {
    return snapshot().toMap();
  }

  @Override
  default Optional<Registry> selfMetrics() {
    return Optional.of(this);
  }
}
