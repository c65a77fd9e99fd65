/**
 * Races of records, reads and removals, with every outcome that may be seen: for jcstress, which
 * tries them in many compilations and schedules and fails at any other outcome.
 */
@NullMarked
package io.tapes.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
