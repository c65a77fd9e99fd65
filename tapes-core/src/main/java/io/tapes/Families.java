package io.tapes;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The families of a registry by name: one, or one of each kind where that was asked for. Reads are
 * lock-free; changes are guarded by the registry's lock.
 */
final class Families {
  private final ConcurrentHashMap<String, InstrumentFamily> first = new ConcurrentHashMap<>();

  /** The family of a name and kind, null if there is none. */
  @Nullable InstrumentFamily get(String name, MetricKind kind) {
    InstrumentFamily family = first.get(name);
    while (family != null && family.kind() != kind) {
      family = family.next();
    }
    return family;
  }

  /** The family that a name had first of those that it has, null if it has none. */
  @Nullable InstrumentFamily first(String name) {
    return first.get(name);
  }

  /** The family that has the series of a name and tags, null if there is no such series. */
  @Nullable InstrumentFamily of(String name, Tags tags) {
    InstrumentFamily family = first.get(name);
    while (family != null && family.get(tags) == null) {
      family = family.next();
    }
    return family;
  }

  void add(InstrumentFamily family) {
    String name = family.info().name();
    InstrumentFamily last = first.putIfAbsent(name, family);
    while (last != null) {
      InstrumentFamily next = last.next();
      if (next == null) {
        last.next(family);
      }
      last = next;
    }
  }

  void remove(InstrumentFamily family) {
    String name = family.info().name();
    InstrumentFamily next = family.next();
    InstrumentFamily before = first.get(name);
    if (before == family && next == null) {
      first.remove(name);
    } else if (before == family) {
      first.put(name, next);
    } else {
      while (before != null && before.next() != family) {
        before = before.next();
      }
      if (before != null) {
        before.next(next);
      }
    }
  }
}
