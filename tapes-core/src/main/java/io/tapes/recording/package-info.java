/**
 * What recording writes into: stripes of buckets, adders, cells of gauges. For the instruments and
 * for those that keep what is recorded elsewhere than on the heap; applications do not use it.
 */
@NullMarked
package io.tapes.recording;

import org.jspecify.annotations.NullMarked;
