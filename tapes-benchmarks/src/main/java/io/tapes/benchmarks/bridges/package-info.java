/** What is instrumented with a peer, recorded through a bridge, beside the peer's own registry. */
@NullMarked
package io.tapes.benchmarks.bridges;

import org.jspecify.annotations.NullMarked;
