/**
 * Small tools that all modules of this library share: bounded logging, durations, waits, hooks.
 * Applications do not use it.
 */
@NullMarked
package io.tapes.support;

import org.jspecify.annotations.NullMarked;
