/** What many hosts cost that write to one engine. */
@NullMarked
package io.tapes.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
