/**
 * What a format is: a snapshot as characters or bytes. Nothing here opens, names or knows a
 * destination. The formats themselves stand with their backends.
 *
 * <pre>{@code
 * JsonFormat.compact().write(registry.snapshot(), out);          // io.tapes.reporters.json
 * PrometheusFormat.text().write(registry.snapshot(), out);       // io.tapes.reporters.prometheus
 * StatsdFormat.of("shop", StatsdTags.SEGMENTS).write(now, sent, line -> ...);
 * }</pre>
 *
 * <p>Formats for line protocols implement {@link io.tapes.reporters.format.LineFormat}; a reporter
 * passes their lines to a transport. All formats are immutable: any thread may use an instance.
 * Texts are UTF-8, lines end with {@code \n}, and no locale takes part in any number.
 */
@NullMarked
package io.tapes.reporters.format;

import org.jspecify.annotations.NullMarked;
