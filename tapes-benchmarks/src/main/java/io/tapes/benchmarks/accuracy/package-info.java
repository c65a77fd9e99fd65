/** Errors of quantiles against exact ones, for Tapes and its peers. */
@NullMarked
package io.tapes.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
