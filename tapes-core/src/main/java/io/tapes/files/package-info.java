/**
 * Opening files in folders where others may make files too, such as {@code /tmp}. For the modules
 * of this project; applications need none of it.
 */
@NullMarked
package io.tapes.files;

import org.jspecify.annotations.NullMarked;
