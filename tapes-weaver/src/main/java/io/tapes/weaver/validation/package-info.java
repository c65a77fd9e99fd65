/**
 * Finds what cannot work while the compiler runs: errors on the line of the annotation.
 *
 * <p>Knows the annotations by name only, as everything in this module does.
 */
@NullMarked
package io.tapes.weaver.validation;

import org.jspecify.annotations.NullMarked;
