package io.tapes;

import io.tapes.recording.GaugeCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells in which of several states something is: a series for each state, with the state as the tag
 * that is named like the metric. In every snapshot exactly one of them is 1 and the others are 0.
 *
 * <p>It is left out until it is first set. Any thread may set it; setting is lock-free and never
 * throws.
 *
 * @param <E> the states
 */
public final class StateSet<E extends Enum<E>> extends Instrument {
  /*
   * The truth is one number, which a snapshot reads once for all states: two numbers would be read
   * one after the other, with a change in between. The storage, which may be read when the process
   * is gone, has a cell for each state, as it has for each series; what sets the state copies it
   * there until the copy is of what it is.
   */
  private static final int NONE = -1;
  private static final long OFF = Double.doubleToRawLongBits(0);
  private static final long ON = Double.doubleToRawLongBits(1);
  private static final LevelValue ZERO = new LevelValue(0);
  private static final LevelValue ONE = new LevelValue(1);

  private final Storage storage;
  private final long startMillis;
  private volatile @Nullable States<E> states;
  private volatile int current = NONE;

  /**
   * What is known once the type of the states is.
   *
   * @param members the ids of the series, in the order of the states
   * @param cells what the storage has of each
   */
  private record States<E>(
      List<E> all, List<SeriesId> members, List<GaugeCell> cells, List<Long> incarnations) {}

  StateSet(Storage storage, long startMillis) {
    this.storage = storage;
    this.startMillis = startMillis;
  }

  /**
   * Says which states there are. Asked again, it must be the same; one that stands for all that are
   * denied, or are beyond the limit, keeps the first.
   */
  synchronized StateSet<E> of(Class<E> type) {
    List<E> all = List.of(type.getEnumConstants());
    States<E> known = states;
    if (known == null) {
      states = hasEnded() ? null : states(all, type);
    } else if (!known.all.equals(all) && !isShared()) {
      throw new IllegalArgumentException(
          "the states of '"
              + id()
              + "' are "
              + known.all
              + " and cannot be those of "
              + type.getName()
              + " as well; choose another name for them");
    }
    return this;
  }

  private boolean isShared() {
    return id().name().startsWith(SelfMetrics.PREFIX)
        || id().tags().value(SelfMetrics.OVERFLOW).isPresent();
  }

  private States<E> states(List<E> all, Class<E> type) {
    String key = id().name();
    if (all.isEmpty() || id().tags().value(key).isPresent()) {
      throw new IllegalArgumentException(
          "the states "
              + type.getName()
              + " of '"
              + id()
              + "' cannot be told by the tag '"
              + key
              + "': there must be some states, and no tag of that key");
    }
    List<SeriesId> members = new ArrayList<>();
    for (E one : all) {
      SeriesId member = new SeriesId(key, id().tags().and(key, one.name()));
      member.requireRoom();
      members.add(member);
    }
    List<GaugeCell> cells = new ArrayList<>();
    List<Long> incarnations = new ArrayList<>();
    for (SeriesId member : members) {
      long incarnation = nextIncarnation();
      cells.add(storage.gauge(new StoredSeries(member, info(), incarnation, startMillis)));
      incarnations.add(incarnation);
    }
    return new States<>(all, members, cells, incarnations);
  }

  /**
   * Sets the state.
   *
   * @param state the state that is 1 from now on
   */
  @SuppressWarnings("EnumOrdinal") // the index in the list of all states
  public void set(E state) {
    int next = state.ordinal();
    States<E> known = states;
    if (known != null && next < known.all.size()) {
      current = next;
      copy(known.cells);
    }
  }

  private void copy(List<GaugeCell> cells) {
    int copied;
    do {
      copied = current;
      for (int i = 0; i < cells.size(); i++) {
        cells.get(i).set(i == copied ? ON : OFF);
      }
    } while (copied != current);
  }

  /**
   * Returns the state, without a snapshot.
   *
   * @return empty before it was first set
   */
  public Optional<E> state() {
    int now = current;
    States<E> known = states;
    return known == null || now == NONE ? Optional.empty() : Optional.of(known.all.get(now));
  }

  /** Not one value, but one for each state. */
  @Override
  @Nullable LevelValue read(long nanos, long wallMillis) {
    return null;
  }

  private int lastState = NONE;
  private @Nullable MetricInfo lastInfo;
  private Series[] last = new Series[0];

  @Override
  synchronized boolean addTo(List<Series> all, long nanos, long wallMillis) {
    int now = current;
    States<E> known = states;
    if (known == null || now == NONE) {
      return true;
    }
    if (now != lastState || !Objects.equals(lastInfo, info())) {
      last = series(known, now);
      lastState = now;
      lastInfo = info();
    }
    all.addAll(Arrays.asList(last));
    return false;
  }

  /** Those that did not change are the same instances as before. */
  @SuppressWarnings("ReferenceEquality") // of two constants, and of what a family says
  private Series[] series(States<E> known, int now) {
    Series[] next = new Series[known.members.size()];
    for (int i = 0; i < next.length; i++) {
      LevelValue value = i == now ? ONE : ZERO;
      Series made = with(known.members.get(i), value, known.incarnations.get(i));
      boolean same = last.length > 0 && last[i].value() == value && last[i].info() == made.info();
      next[i] = same ? last[i] : made;
    }
    return next;
  }

  @Override
  void forEachId(Consumer<SeriesId> action) {
    States<E> known = states;
    if (known != null) {
      known.members.forEach(action);
    }
  }
}
