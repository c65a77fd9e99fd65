package io.tapes.reporters.prometheus.parse;

import io.tapes.Tags;

/** A series of one number. */
final class NumberGroup extends SampleGroup {
  private final FamilyType type;
  private String number = "";

  NumberGroup(FamilyType type) {
    this.type = type;
  }

  @Override
  void add(String suffix, Sample sample, boolean later) throws Malformed {
    if (!number.isEmpty() && !later) {
      throw twice(sample);
    }
    number = sample.number();
    double value = Decimals.number(number);
    if (type == FamilyType.COUNTER) {
      requireCount(number);
    } else if (type == FamilyType.INFO && value != 1) {
      throw new Malformed("an info is 1, and not " + Malformed.shown(number));
    } else if (type == FamilyType.STATESET && value != 0 && value != 1) {
      throw new Malformed("a state is 0 or 1, and not " + Malformed.shown(number));
    }
  }

  @Override
  boolean isComplete() {
    return !number.isEmpty();
  }

  @Override
  void end(SeriesMaker maker, Tags tags) throws Malformed {
    if (number.isEmpty()) {
      throw new Malformed("there is a _created without a _total");
    }
    if (type == FamilyType.COUNTER) {
      maker.counter(tags, Decimals.total(number), startMillis());
    } else {
      maker.level(type, tags, Decimals.number(number));
    }
  }
}
