/** Endpoints of 1,000 series that a load generator asks. */
@NullMarked
package io.tapes.benchmarks.http;

import org.jspecify.annotations.NullMarked;
