/** Rules that hold across modules; this module sees all of them. */
package io.tapes.architecture;
