/** What JMH's benchmarks and the other measurements have in common. */
@NullMarked
package io.tapes.benchmarks.shared;

import org.jspecify.annotations.NullMarked;
