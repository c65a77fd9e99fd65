/** Every instrument at once: in one process, over several, and in every format. */
@org.jspecify.annotations.NullMarked
package io.tapes.model;
