package io.tapes;

import io.tapes.distribution.Ticks;
import io.tapes.recording.SafeAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts events and shows their rates per second over one, five and fifteen minutes.
 *
 * <p>Any thread may record; recording is lock-free, reads no clock and never throws, on a full heap
 * neither. It allocates only when threads first contend for it, a cell for each processor at most,
 * and does without where there is no memory. The rates follow in ticks; see {@link Rates} and
 * {@link Ticking}.
 */
public final class Meter extends TickedInstrument {
  private static final SumValue NOTHING = new SumValue(0);

  private final SafeAdder adder;
  private final DroppedRecords dropped;

  /** Made when there is something to read. */
  private @Nullable RateReader rates;

  Meter(TickPhase phase, long startNanos, DroppedRecords dropped) {
    this(new SafeAdder(), phase, startNanos, dropped);
  }

  /** With its cells elsewhere, in a {@link Storage}. */
  Meter(SafeAdder adder, TickPhase phase, long startNanos, DroppedRecords dropped) {
    super(phase, startNanos);
    this.adder = adder;
    this.dropped = dropped;
  }

  /** Marks one event. */
  public void mark() {
    adder.increment();
  }

  /**
   * Marks several events.
   *
   * @param events how many; a negative number is dropped and counted
   */
  public void mark(long events) {
    if (events < 0) {
      dropped.add(this);
    } else {
      adder.add(events);
    }
  }

  /**
   * Returns how many events were marked.
   *
   * @return those marked before the call, perhaps some that overlap it
   */
  public long count() {
    return adder.sum();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instance means unchanged
  synchronized SumValue read(long nanos, long wallMillis) {
    SumValue last = known(NOTHING);
    if (hasEnded()) {
      return last;
    }
    Ticks ticks = ticksUntil(nanos, wallMillis);
    long count = adder.sum();
    if (rates == null) {
      if (count == 0) {
        return last;
      }
      rates = new RateReader(ticks.fromNanos());
    }
    Rates now = rates.read(last.rates(), count - last.value(), ticks);
    return count == last.value() && now == last.rates() ? last : keep(new SumValue(count, now));
  }
}
