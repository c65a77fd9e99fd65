/** What the distributed mode costs, with real processes and sockets. */
@NullMarked
package io.tapes.benchmarks.distributed;

import org.jspecify.annotations.NullMarked;
