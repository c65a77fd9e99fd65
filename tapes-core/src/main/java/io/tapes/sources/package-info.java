/**
 * Calls code of the application's while a registry is read: off the thread of the reader, with a
 * bound, one registry within another. For registries; applications do not use it.
 */
@NullMarked
package io.tapes.sources;

import org.jspecify.annotations.NullMarked;
