/**
 * OpenTSDB, over its telnet interface or HTTP.
 *
 * <pre>{@code
 * Reporter tsdb = OpenTsdbReporter.http(URI.create("http://127.0.0.1:4242")).build();
 * }</pre>
 */
@NullMarked
package io.tapes.reporters.opentsdb;

import org.jspecify.annotations.NullMarked;
