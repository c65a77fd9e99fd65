package io.tapes;

import java.util.function.DoubleSupplier;

/**
 * A source of a gauge that may have nothing to say: while it returns not a number, the gauge is
 * left out of snapshots, as one that was never set. Not a number from any other source is shown.
 */
public interface OptionalGaugeSupplier extends DoubleSupplier {}
