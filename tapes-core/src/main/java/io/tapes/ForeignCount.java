package io.tapes;

import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** A number that is counted elsewhere, and what it was when it was last seen. */
abstract class ForeignCount {
  /*
   * What is added to the counter is what came since the last answer, so a counter that follows one
   * is a counter like others: in a black box, on the wire, in the aggregate. The first answer counts
   * as a whole. An answer below the one before is of a counter that was restarted, or of another one:
   * nothing is added then, and the next increase is counted from there.
   */
  private final Object function;

  /** Whether the first answer counts as a whole. */
  private boolean whole = true;

  /** Whether an answer was seen before, from which the next one counts. */
  private boolean based;

  ForeignCount(Object function) {
    this.function =
        Objects.requireNonNull(function, "the function that a counter follows is null; pass one");
  }

  static ForeignCount of(LongSupplier function) {
    return new OfLong(function, false);
  }

  static ForeignCount ofUnsigned(LongSupplier function) {
    return new OfLong(function, true);
  }

  static ForeignCount of(DoubleSupplier function) {
    return new OfDouble(function);
  }

  final boolean calls(ForeignCount other) {
    return function.equals(other.function);
  }

  /** The next answer only says from where to count: the counter has another one's count already. */
  final void succeed() {
    whole = false;
  }

  /** Calls the function; returns the bits of its answer. */
  abstract long ask();

  /** Adds what an answer has more than the one before. */
  final synchronized void add(Instrument counter, long answer) {
    if (based) {
      addSince(counter, answer);
    } else if (whole) {
      addAll(counter, answer);
    }
    remember(answer);
    based = true;
  }

  abstract void addAll(Instrument counter, long answer);

  abstract void addSince(Instrument counter, long answer);

  abstract void remember(long answer);

  private static final class OfLong extends ForeignCount {
    private final LongSupplier function;
    private final boolean unsigned;
    private long last;

    OfLong(LongSupplier function, boolean unsigned) {
      super(function);
      this.function = function;
      this.unsigned = unsigned;
    }

    @Override
    long ask() {
      return function.getAsLong();
    }

    @Override
    void addAll(Instrument counter, long answer) {
      increase(counter, answer);
    }

    @Override
    void addSince(Instrument counter, long answer) {
      // Of unsigned numbers the difference is right across a roll-over; more than 2^63 is a fall.
      increase(counter, unsigned || answer >= last ? answer - last : 0);
    }

    private static void increase(Instrument counter, long more) {
      if (more > 0) {
        ((Counter) counter).increment(more);
      }
    }

    @Override
    void remember(long answer) {
      last = answer;
    }
  }

  private static final class OfDouble extends ForeignCount {
    private final DoubleSupplier function;
    private double last;

    OfDouble(DoubleSupplier function) {
      super(function);
      this.function = function;
    }

    @Override
    long ask() {
      double now = function.getAsDouble();
      if (!Double.isFinite(now)) {
        throw new IllegalStateException("it returned " + now + ", which is no count");
      }
      return Double.doubleToRawLongBits(now);
    }

    @Override
    void addAll(Instrument counter, long answer) {
      increase(counter, Double.longBitsToDouble(answer));
    }

    @Override
    void addSince(Instrument counter, long answer) {
      increase(counter, Double.longBitsToDouble(answer) - last);
    }

    private static void increase(Instrument counter, double more) {
      if (more > 0) {
        ((DoubleCounter) counter).add(more);
      }
    }

    @Override
    void remember(long answer) {
      last = Double.longBitsToDouble(answer);
    }
  }
}
