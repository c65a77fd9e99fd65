/** The performance goals, and the table that says which of them a run has met. */
@NullMarked
package io.tapes.benchmarks.goals;

import org.jspecify.annotations.NullMarked;
