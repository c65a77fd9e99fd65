/**
 * Black boxes: the files in which workers leave their counts, and how an aggregator finds them.
 *
 * <p>Internal to this module: its types are public for the sister packages alone, and change
 * without notice.
 */
@NullMarked
package io.tapes.distributed.box;

import org.jspecify.annotations.NullMarked;
