/** Holds the documentation against the code: snippets compile, samples are what is printed. */
@NullMarked
package io.tapes.docs;

import org.jspecify.annotations.NullMarked;
