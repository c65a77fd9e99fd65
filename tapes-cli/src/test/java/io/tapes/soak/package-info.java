/** A soak: aggregators and workers that live for long, and are harmed all the time. */
package io.tapes.soak;
