/**
 * How a JVM is started, and what runs in it before its main class does.
 *
 * <p>Internal to this module: its types are public for the sister packages alone, and change
 * without notice.
 */
@NullMarked
package io.tapes.distributed.fork;

import org.jspecify.annotations.NullMarked;
