/**
 * JSON: the nested map, compact or pretty, whole or from one path on; flat; and in the layout of
 * Dropwizard's module.
 *
 * <pre>{@code
 * JsonFormat.compact().write(registry.snapshot(), out);            // the nested map
 * JsonFormat.pretty().write(registry.snapshot(), "my.timer", out); // a part of it
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.json;

import org.jspecify.annotations.NullMarked;
