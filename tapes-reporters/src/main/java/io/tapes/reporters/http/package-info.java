/**
 * Metrics over HTTP: a dashboard, JSON, and Prometheus pages.
 *
 * <pre>{@code
 * try (HttpReporter http = HttpReporter.builder(registry).port(8889).build().start()) {
 *   ... // http://127.0.0.1:8889/
 * }
 * }</pre>
 *
 * <p>Needs {@code io.netty:netty-handler} and {@code io.netty:netty-codec-http}, which are optional
 * dependencies: add them to use this package.
 */
@NullMarked
package io.tapes.reporters.http;

import org.jspecify.annotations.NullMarked;
