/** Bytes per timer, by JOL, for Tapes and its peers. */
@NullMarked
package io.tapes.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
