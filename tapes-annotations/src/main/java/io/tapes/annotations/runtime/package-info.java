/**
 * What woven code calls. Applications have nothing to do here: they use {@code
 * io.tapes.annotations}.
 *
 * <p>Woven code finds its probes through {@link io.tapes.annotations.runtime.Bootstraps1}, once per
 * place, and calls them by the names that stand in this package, so these stay as they are.
 */
@NullMarked
package io.tapes.annotations.runtime;

import org.jspecify.annotations.NullMarked;
