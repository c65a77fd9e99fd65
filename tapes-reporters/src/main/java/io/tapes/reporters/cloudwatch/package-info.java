/**
 * Amazon CloudWatch, by lines in its embedded metric format.
 *
 * <pre>{@code
 * Reporter cloudWatch =
 *     EmfReporter.over(StreamTransport.tcp("127.0.0.1", 25888).build(), "shop", "", Fields.all());
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.cloudwatch;

import org.jspecify.annotations.NullMarked;
