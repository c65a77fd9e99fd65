/**
 * Addresses, sockets, keys and the threads that wait for them; knows nothing of metrics but the
 * ones about itself.
 *
 * <p>Internal to this module: its types are public for the sister packages alone, and change
 * without notice.
 */
@NullMarked
package io.tapes.distributed.link;

import org.jspecify.annotations.NullMarked;
