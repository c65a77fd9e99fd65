/**
 * What the formats of several backends are written with: numbers, texts, tags, bounds, native
 * buckets, protobuf.
 *
 * <p>Internal to this module: its types are public for the packages of the backends alone, and
 * change without notice. A format of your own needs {@link io.tapes.reporters.format} only.
 */
@NullMarked
package io.tapes.reporters.encoding;

import org.jspecify.annotations.NullMarked;
