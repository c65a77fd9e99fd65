package io.tapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exemplars of one series, ordered by value: at most {@link #MAX_RANGES}, one for each range of
 * values. An immutable value; any thread may use an instance.
 */
public final class Exemplars implements Iterable<Exemplar> {
  /*
   * Where a reader cuts the values is its own business: Prometheus and OTLP have other buckets, and
   * a metric may have its own. So what is kept does not depend on them: each power of two has two
   * ranges, from 1 to 1.5 and from there to 2, and each range keeps its newest exemplar. What is
   * rare, such as the slowest call of an hour, is not pushed out by what is frequent, and every
   * bucket that spans a range whole has an exemplar once something in it was recorded.
   *
   * There are as many places as a long has ranges, times two for the negative ones that share them:
   * of doubles, values 2^64 times larger share a place. The kept one is the maximum of a total
   * order, so it does not matter in which order the exemplars of several recorders come together.
   */

  /** The most exemplars of a series: 128. */
  public static final int MAX_RANGES = 128;

  /** Sign, exponent and the first bit of the fraction remain. */
  private static final int RANGE_SHIFT = 51;

  private static final Exemplars NONE = new Exemplars(new Exemplar[0]);

  private final Exemplar[] ordered;

  private Exemplars(Exemplar[] ordered) {
    this.ordered = ordered;
  }

  /**
   * Returns the exemplars of a series that has none.
   *
   * @return always the same instance
   */
  public static Exemplars none() {
    return NONE;
  }

  /**
   * Returns exemplars that were recorded.
   *
   * @param recorded in any order; of one range the newest is taken, and those without a value are
   *     left out
   * @return the exemplars
   */
  public static Exemplars of(Collection<Exemplar> recorded) {
    if (recorded.isEmpty()) {
      return NONE;
    }
    @Nullable Exemplar[] places = new Exemplar[MAX_RANGES];
    for (Exemplar one : recorded) {
      if (Double.isFinite(one.value())) {
        int range = range(one.value());
        places[range] = newer(places[range], one);
      }
    }
    List<Exemplar> kept = new ArrayList<>();
    for (Exemplar one : places) {
      if (one != null) {
        kept.add(one);
      }
    }
    return ofRanges(kept);
  }

  /** The same of exemplars that are in different ranges. */
  static Exemplars ofRanges(List<Exemplar> kept) {
    if (kept.isEmpty()) {
      return NONE;
    }
    Exemplar[] ordered = kept.toArray(Exemplar[]::new);
    Arrays.sort(ordered, Comparator.comparingDouble(Exemplar::value));
    return new Exemplars(ordered);
  }

  /** The place of a value's exemplar. */
  static int range(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0); // -0 is 0
    return (int) (bits >>> RANGE_SHIFT ^ (bits >>> (Long.SIZE - 1)) * (MAX_RANGES / 2))
        & (MAX_RANGES - 1);
  }

  /** Which of two exemplars of one range is kept. */
  static Exemplar newer(@Nullable Exemplar a, Exemplar b) {
    return a != null && Exemplar.BY_AGE.compare(a, b) >= 0 ? a : b;
  }

  /**
   * Returns those of both, of each range the newest.
   *
   * @param others those of another recorder
   * @return this if the others are none
   */
  public Exemplars plus(Exemplars others) {
    if (others.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return others;
    }
    List<Exemplar> all = new ArrayList<>(list());
    all.addAll(others.list());
    return of(all);
  }

  /**
   * Returns those that earlier ones of the same series do not hold.
   *
   * @param earlier the earlier ones
   * @return this if none of them is among the earlier ones
   */
  @SuppressWarnings("ReferenceEquality") // the same instance means unchanged
  public Exemplars minus(Exemplars earlier) {
    if (this == earlier) {
      return NONE;
    }
    if (isEmpty() || earlier.isEmpty()) {
      return this;
    }
    Set<Exemplar> known = new HashSet<>(earlier.list());
    List<Exemplar> rest = new ArrayList<>();
    for (Exemplar one : ordered) {
      if (!known.contains(one)) {
        rest.add(one);
      }
    }
    return rest.size() == ordered.length ? this : ofRanges(rest);
  }

  /**
   * Returns the newest of a bucket.
   *
   * @param above the bound below the bucket, which is no part of it
   * @param upTo the bound that is
   * @return the exemplar; empty if there is none
   */
  public Optional<Exemplar> newestWithin(double above, double upTo) {
    Exemplar newest = null;
    for (Exemplar one : ordered) {
      if (one.value() > above && one.value() <= upTo) {
        newest = newer(newest, one);
      }
    }
    return Optional.ofNullable(newest);
  }

  /**
   * Returns the newest of all.
   *
   * @return the exemplar; empty if there is none
   */
  public Optional<Exemplar> newest() {
    return newestWithin(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** The newest alone, as sums have it. */
  Exemplars ofNewest() {
    return size() < 2 ? this : ofRanges(newest().stream().toList());
  }

  /**
   * Returns whether there are none.
   *
   * @return true for most series
   */
  public boolean isEmpty() {
    return ordered.length == 0;
  }

  /**
   * Returns how many there are.
   *
   * @return at most {@link #MAX_RANGES}
   */
  public int size() {
    return ordered.length;
  }

  /**
   * Returns all of them.
   *
   * @return an unmodifiable list, ordered by value
   */
  public List<Exemplar> list() {
    return List.of(ordered);
  }

  @Override
  public Iterator<Exemplar> iterator() {
    return list().iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Exemplars that && Arrays.equals(ordered, that.ordered);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ordered);
  }

  @Override
  public String toString() {
    return Arrays.toString(ordered);
  }
}
