package io.tapes;

import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Finds what a registry is asked for, or has it made. Any thread. */
final class InstrumentLookup {
  /*
   * A look-up is one or two reads of concurrent maps: name to family, tags to instrument. It takes
   * no lock unless something is to be made or described.
   */
  private final Families families;
  private final Tags commonTags;
  private final MetricFilters filters;
  private final SeriesLimit limit;
  private final Catalogue catalogue;
  private final FollowedInstruments followed;
  private final Consumer<String> onMade;

  /**
   * Makes the look-up of a registry.
   *
   * @param onMade told of the name of what was made, outside of the lock
   */
  InstrumentLookup(
      RegistrySettings settings,
      Catalogue catalogue,
      FollowedInstruments followed,
      Consumer<String> onMade) {
    this.families = catalogue.families();
    this.commonTags = settings.commonTags();
    this.filters = settings.filters();
    this.limit = catalogue.limit();
    this.catalogue = catalogue;
    this.followed = followed;
    this.onMade = onMade;
  }

  /** The instrument of a metric that nothing is said of; allocates nothing where there is one. */
  Instrument find(String name, Tags tags, MetricKind kind) {
    if (!filters.isEmpty()) {
      return find(MetricRequest.of(name, tags, kind));
    }
    Tags all = commonTags.and(tags);
    Instrument known = known(families.get(name, kind), all);
    return known == null ? make(MetricRequest.of(name, all, kind)) : known;
  }

  /** The instrument of a request, which follows what the request says. */
  Instrument find(MetricRequest given) {
    MetricRequest passed = filters.apply(given);
    if (passed == null) {
      return catalogue.denied(given.kind());
    }
    MetricRequest request = passed.tagged(commonTags.and(passed.tags()));
    Instrument known = described(request);
    Instrument found = known == null ? make(request) : known;
    ForeignCount count = request.count();
    if (count != null) {
      return followed.follow(found, count) ? found : find(given);
    }
    DoubleSupplier source = request.source();
    if (source == null) {
      return found;
    }
    Gauge follows = followed.follow((Gauge) found, source);
    return follows == null ? find(given) : follows;
  }

  /** What there is already; null if something is to be made or described. */
  private @Nullable Instrument described(MetricRequest request) {
    InstrumentFamily family = families.get(request.name(), request.kind());
    if (family == null) {
      return null;
    }
    request.requireAggregationOf(family.info());
    return family.isDescribed(request.info()) ? known(family, request.tags()) : null;
  }

  /** The series of a family, or what stands for it beyond the limit; null if there is neither. */
  private @Nullable Instrument known(@Nullable InstrumentFamily family, Tags tags) {
    if (family == null) {
      return null;
    }
    Instrument known = family.get(tags);
    return known == null && limit.isReached() ? overflow(family) : known;
  }

  private @Nullable Instrument overflow(InstrumentFamily family) {
    Instrument rest = family.get(limit.overflowTags());
    if (rest != null) {
      limit.redirected();
    }
    return rest;
  }

  private Instrument make(MetricRequest request) {
    Instrument made = catalogue.make(request);
    onMade.accept(request.name());
    return made;
  }
}
