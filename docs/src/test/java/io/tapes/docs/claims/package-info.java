/** Ties what the documentation guarantees to the tests that break when it does not hold. */
@NullMarked
package io.tapes.docs.claims;

import org.jspecify.annotations.NullMarked;
